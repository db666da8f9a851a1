import { changesOf, newFields } from './item-fields';

describe('the form of an item', () => {
  const before = { ...newFields('o1'), name: 'fjv-fil-01', siteId: 's1' };

  it('sends only what one has changed, and a choice taken back as nothing', () => {
    expect(changesOf(before, { ...before })).toEqual({});
    expect(changesOf(before, { ...before, siteId: '', criticality: 'high' })).toEqual({
      siteId: null,
      criticality: 'high',
    });
  });

  it('sends an emptied name as it is, so that the API can say what is wrong', () => {
    expect(changesOf(before, { ...before, name: '' })).toEqual({ name: '' });
  });

  it('moves nothing to another organisation', () => {
    expect(changesOf(before, { ...before, organisationId: 'o2' })).toEqual({});
  });
});
