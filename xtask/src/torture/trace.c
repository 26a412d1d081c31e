/* Writes down what a casebook's writer asks of the disk: built and preloaded by `cargo xtask torture`, never shipped.
   TRACE=file gets one record a call: kind, length of the path, path, offset, length, bytes. Kinds: w write, t truncate,
   s sync, d sync of a folder, u unlink, a a line on standard output (an acknowledgement). Numbers are 8 bytes, the machine's order. */
#include <stdint.h>
#include <stdio.h>
#include <sys/stat.h>

static char *names[1024];
static int out = -1;

static ssize_t put(const void *data, size_t n) {
    static ssize_t (*real)(int, const void *, size_t);
    if (!real) real = dlsym(RTLD_NEXT, "write");
    return real(out, data, n);
}

static void record(char kind, const char *path, uint64_t at, uint64_t n, const void *data) {
    const char *to = getenv("TRACE");
    if (!to) return;
    if (out < 0) {
        int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, "open");
        out = real(to, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
        if (out < 0) return;
    }
    uint64_t head[3] = {strlen(path), at, n};
    put(&kind, 1);
    put(head, sizeof head);
    put(path, head[0]);
    if (data) put(data, n);
}

static const char *of(int fd) { return fd >= 0 && fd < 1024 ? names[fd] : NULL; }

static int keep(int fd, const char *path) {
    if (fd >= 0 && fd < 1024) {
        free(names[fd]);
        /* the shared memory beside a write-ahead log is made anew after a crash */
        int ours = strstr(path, ".factum") && !strstr(path, "-shm");
        names[fd] = ours ? strdup(path) : NULL;
    }
    return fd;
}

OPEN(open)
OPEN(open64)

#define WRITE_AT(name, off)                                                    \
    ssize_t name(int fd, const void *data, size_t n, off at) {                 \
        ssize_t (*real)(int, const void *, size_t, off) = dlsym(RTLD_NEXT, #name); \
        ssize_t done = real(fd, data, n, at);                                  \
        if (done > 0 && of(fd)) record('w', of(fd), at, done, data);           \
        return done;                                                           \
    }
WRITE_AT(pwrite, off_t)
WRITE_AT(pwrite64, off64_t)

ssize_t write(int fd, const void *data, size_t n) {
    ssize_t (*real)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
    off_t at = of(fd) ? lseek(fd, 0, SEEK_CUR) : 0;
    ssize_t done = real(fd, data, n);
    if (done > 0 && of(fd)) record('w', of(fd), at, done, data);
    if (done > 0 && fd == 1) record('a', "", 0, 0, NULL);
    return done;
}

#define SYNC(name)                                                             \
    int name(int fd) {                                                         \
        int (*real)(int) = dlsym(RTLD_NEXT, #name);                            \
        int done = real(fd);                                                   \
        struct stat what;                                                      \
        if (!done && of(fd)) record('s', of(fd), 0, 0, NULL);                  \
        else if (!done && !fstat(fd, &what) && S_ISDIR(what.st_mode)) record('d', "", 0, 0, NULL); \
        return done;                                                           \
    }
SYNC(fsync)
SYNC(fdatasync)

#define CUT(name, off)                                                         \
    int name(int fd, off n) {                                                  \
        int (*real)(int, off) = dlsym(RTLD_NEXT, #name);                       \
        int done = real(fd, n);                                                \
        if (!done && of(fd)) record('t', of(fd), n, 0, NULL);                  \
        return done;                                                           \
    }
CUT(ftruncate, off_t)
CUT(ftruncate64, off64_t)

int unlink(const char *path) {
    int (*real)(const char *) = dlsym(RTLD_NEXT, "unlink");
    int done = real(path);
    if (!done && strstr(path, ".factum") && !strstr(path, "-shm")) record('u', path, 0, 0, NULL);
    return done;
}
