import { type Delivery, directUpload, formUpload, type Upload } from '../../load/upload.ts';

/** How users bring their files. */
export interface Way {
  readonly name: string;
  readonly upload: (delivery: Delivery) => Upload;
  /** Whether the first version had it too. */
  readonly isOld: boolean;
}

export const ways: readonly Way[] = [
  { name: 'by form', upload: formUpload, isOld: true },
  { name: 'directly', upload: directUpload, isOld: false },
];
