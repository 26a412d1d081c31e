/* Makes the k-th call on a casebook fail: built and preloaded by `cargo xtask torture`, never shipped.
   FAULT_AT=k, FAULT_MODE=eio|enospc|short|lie, FAULT_STAY=1 for all calls from the k-th on, FAULT_SEEN=file that is
   made when a call failed. */
#include <errno.h>

static unsigned char ours[1024];
static long calls;

static int fails(int fd, int writes) {
    const char *at = getenv("FAULT_AT"), *mode = getenv("FAULT_MODE"), *seen = getenv("FAULT_SEEN");
    if (!at || fd < 0 || fd >= 1024 || !ours[fd]) return 0;
    if (mode && !strcmp(mode, "lie") && !writes) return 0;
    long k = atol(at);
    if (++calls < k || (calls > k && !getenv("FAULT_STAY"))) return 0;
    if (seen) {
        int (*real_open)(const char *, int, ...) = dlsym(RTLD_NEXT, "open");
        int mark = real_open(seen, O_CREAT | O_WRONLY, 0600);
        if (mark >= 0) close(mark);
    }
    errno = mode && !strcmp(mode, "enospc") ? ENOSPC : EIO;
    return 1;
}

static int is(const char *name) {
    const char *mode = getenv("FAULT_MODE");
    return mode && !strcmp(mode, name);
}

static int keep(int fd, const char *path) {
    if (fd >= 0 && fd < 1024) ours[fd] = strstr(path, ".factum") != NULL;
    return fd;
}

OPEN(open)
OPEN(open64)

#define WRITE_AT(name, off)                                                    \
    ssize_t name(int fd, const void *data, size_t n, off at) {                 \
        ssize_t (*real)(int, const void *, size_t, off) = dlsym(RTLD_NEXT, #name); \
        if (fails(fd, 1)) {                                                    \
            if (is("lie")) return n;                                           \
            if (is("short") && n > 1) return real(fd, data, n / 2, at);        \
            return -1;                                                         \
        }                                                                      \
        return real(fd, data, n, at);                                          \
    }
WRITE_AT(pwrite, off_t)
WRITE_AT(pwrite64, off64_t)

ssize_t write(int fd, const void *data, size_t n) {
    ssize_t (*real)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
    if (fails(fd, 1)) {
        if (is("lie")) {
            lseek(fd, n, SEEK_CUR);
            return n;
        }
        if (is("short") && n > 1) return real(fd, data, n / 2);
        return -1;
    }
    return real(fd, data, n);
}

#define READ_AT(name, off)                                                     \
    ssize_t name(int fd, void *data, size_t n, off at) {                       \
        ssize_t (*real)(int, void *, size_t, off) = dlsym(RTLD_NEXT, #name);   \
        return fails(fd, 0) && !is("short") ? -1 : real(fd, data, n, at);      \
    }
READ_AT(pread, off_t)
READ_AT(pread64, off64_t)

ssize_t read(int fd, void *data, size_t n) {
    ssize_t (*real)(int, void *, size_t) = dlsym(RTLD_NEXT, "read");
    return fails(fd, 0) && !is("short") ? -1 : real(fd, data, n);
}

#define SYNC(name)                                                             \
    int name(int fd) {                                                         \
        int (*real)(int) = dlsym(RTLD_NEXT, #name);                            \
        return fails(fd, 0) && !is("short") ? -1 : real(fd);                   \
    }
SYNC(fsync)
SYNC(fdatasync)

#define CUT(name, off)                                                         \
    int name(int fd, off n) {                                                  \
        int (*real)(int, off) = dlsym(RTLD_NEXT, #name);                       \
        return fails(fd, 0) && !is("short") ? -1 : real(fd, n);                \
    }
CUT(ftruncate, off_t)
CUT(ftruncate64, off64_t)
