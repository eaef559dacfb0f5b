/**
 * Disk, compression and the embedded engine's queries share one pool of threads. With Node's four, as many slow queries
 * would hold up every acknowledgement. Imported first: the pool takes its size when it is first used.
 */
process.env.UV_THREADPOOL_SIZE ??= "24";
