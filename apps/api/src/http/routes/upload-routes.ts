import type { RequestHandler } from 'express';
import type { ApiContext } from '../api-context.ts';
import { inviteBody } from '../body/invite-body.ts';
import { readJsonBody } from '../body/json-body.ts';
import { RequestBody } from '../body/request-body.ts';
import { userOf } from '../locals.ts';
import { bearer } from '../middleware/bearer.ts';
import { throttlePerson, uploadLimit } from '../middleware/throttle-uploads.ts';
import { presentUpload } from '../presenters/present-upload.ts';
import { hangUpSignal } from '../responses/hang-up-signal.ts';
import type { Route } from '../routing.ts';
import { parseUploadId } from '../schemas/path-ids.ts';
import { openUploadBody } from '../schemas/uploads.ts';
import { checkUploadHeaders } from '../upload/check-upload-headers.ts';
import type { UploadLine } from '../upload/upload-line.ts';

export function uploadRoutes(context: ApiContext, line: UploadLine): Route[] {
  const { services, throttle, settings } = context;
  const openings = uploadLimit('upload', settings.uploadsPerMinute);
  const open = [
    bearer(services.authenticate),
    throttlePerson(throttle, openings),
    openUpload(context),
  ];
  return [
    { method: 'post', path: '/api/uploads', handlers: open },
    { method: 'put', path: '/api/uploads/:id', handlers: [storeUpload(context, line)] },
  ];
}

function openUpload({ services }: ApiContext): RequestHandler {
  return async (req, res) => {
    const announced = await readJsonBody(req, res, openUploadBody);
    const request = { userId: userOf(res).id, ...announced };
    const opened = await services.openUpload.execute(request, hangUpSignal(res));
    res.status(201).json({ message: 'upload opened', upload: presentUpload(opened) });
  };
}

/** The signed URL is the authorisation, as it is where a storage takes the bytes by itself. */
function storeUpload(
  { services, throttle, settings }: ApiContext,
  line: UploadLine,
): RequestHandler {
  const limit = uploadLimit('upload-bytes', settings.uploadsPerMinute);
  return async (req, res) => {
    const upload = await services.storeUpload.find(parseUploadId(req.params.id), req.query);
    checkUploadHeaders(req, upload);
    await throttle.spend(limit, String(upload.userId));
    inviteBody(req, res);
    const bytes = new RequestBody(req);
    try {
      const signal = hangUpSignal(res);
      await line.run(req, signal, () => services.storeUpload.execute(upload, bytes, signal));
    } finally {
      // A storage that gave up may not have let go of it, and the rest is to be discarded.
      await bytes.return();
    }
    res.json({ message: 'upload stored' });
  };
}
