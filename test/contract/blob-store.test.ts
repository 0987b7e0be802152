import { createMemoryBlobStore } from '../../src/caching/memory-blob-store';
import { describeBlobStore } from './blob-store';

describeBlobStore('memory', async () => createMemoryBlobStore());
