import { GenericContainer } from 'testcontainers';

const memoryGibibytes = 0.25;

/** One of the service's own, with no more rights than it is promised to need. */
export class ServiceContainer extends GenericContainer {
  constructor(image: string, volume: string) {
    super(image);
    this.hostConfig.ReadonlyRootfs = true;
    this.withDroppedCapabilities('ALL')
      .withSecurityOpt('no-new-privileges')
      .withResourcesQuota({ memory: memoryGibibytes })
      .withBindMounts([{ source: volume, target: '/data' }]);
  }
}
