import { HttpClient, HttpErrorResponse, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { troubleOf } from './trouble';
import { against, making, writes } from './writes';

describe('what is sent with a write', () => {
  let http: HttpClient;
  let server: HttpTestingController;

  beforeEach(() => {
    TestBed.configureTestingModule({
      providers: [provideHttpClient(withInterceptors([writes])), provideHttpClientTesting()],
    });
    http = TestBed.inject(HttpClient);
    server = TestBed.inject(HttpTestingController);
  });

  it('carries the same key at each try of one intent', () => {
    for (let i = 0; i < 2; i++) http.post('/api/incidents', {}, { context: making('one') }).subscribe();
    const keys = server.match('/api/incidents').map(({ request }) => request.headers.get('Idempotency-Key'));
    expect(keys).toEqual(['one', 'one']);
  });

  it('carries a key of its own on any other POST, and none on a read', () => {
    http.post('/api/uploads', {}).subscribe();
    http.get('/api/tickets').subscribe();
    expect(server.expectOne('/api/uploads').request.headers.get('Idempotency-Key')).toMatch(/^[\da-f-]{36}$/);
    expect(server.expectOne('/api/tickets').request.headers.has('Idempotency-Key')).toBe(false);
  });

  it('names the version a change was made against', () => {
    http.put('/api/tickets/t/hold', {}, { context: against(7) }).subscribe();
    expect(server.expectOne('/api/tickets/t/hold').request.headers.get('If-Match')).toBe('"7"');
  });
});

describe('what went wrong', () => {
  it('is the API’s own problem, with a sentence per field', () => {
    const error = {
      code: 'invalid',
      status: 422,
      title: 'T',
      detail: 'D',
      correlationId: 'c',
      errors: [{ path: 'title', code: 'required', message: 'Fyll ut.' }],
    };
    const trouble = troubleOf(new HttpErrorResponse({ status: 422, error }));
    expect([trouble.code, trouble.fields['title'], trouble.correlationId]).toEqual([
      'invalid',
      'Fyll ut.',
      'c',
    ]);
  });

  it('is "offline" without an answer, and never throws at a proxy’s page', () => {
    expect(troubleOf(new HttpErrorResponse({ status: 0 })).code).toBe('offline');
    expect(troubleOf(new HttpErrorResponse({ status: 502, error: '<html>' })).code).toBe('offline');
    expect(troubleOf(new Error('boom')).code).toBe('unreadable');
  });
});
