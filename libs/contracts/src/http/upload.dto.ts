export class UploadView {
  id: string;
  name: string;
  type: string;
  /** Bytes. */
  size: number;
}
