/* What both shims need: the headers, and how a call that opens a file is watched. Stands before each of them; `keep` is
   each one's own. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define OPEN(name)                                                             \
    int name(const char *path, int flags, ...) {                               \
        va_list more;                                                          \
        va_start(more, flags);                                                 \
        int mode = va_arg(more, int);                                          \
        va_end(more);                                                          \
        int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, #name);         \
        return keep(real(path, flags, mode), path);                            \
    }
