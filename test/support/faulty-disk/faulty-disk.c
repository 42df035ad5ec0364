/*
 * A disk that fails now and then: loaded before the C library (LD_PRELOAD), it lets some of a program's calls that change
 * files below one folder fail as a full, broken or locked disk does. A write may have reached the disk in part by then.
 *
 * FAULTY_FOLDER  the folder; calls elsewhere always go through
 * FAULTY_EVERY   of so many calls about one fails
 * FAULTY_SEED    of the random numbers
 * FAULTY_LOG     a file to which one byte is written for each failure
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(name) __typeof__(name) *real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static unsigned state;
static int seeded;

static unsigned number_below(unsigned bound) {
  pthread_mutex_lock(&lock);
  if (!seeded) {
    const char *seed = getenv("FAULTY_SEED");
    state = seed ? (unsigned)atoi(seed) : 1;
    seeded = 1;
  }
  unsigned drawn = (unsigned)rand_r(&state);
  pthread_mutex_unlock(&lock);
  return drawn % bound;
}

static int is_below(const char *path) {
  const char *folder = getenv("FAULTY_FOLDER");
  return folder && path && strncmp(path, folder, strlen(folder)) == 0;
}

static int is_open_below(int fd) {
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return is_below(path);
}

/* Counts a failure, by calls that do not fail themselves. */
static void note(void) {
  const char *log = getenv("FAULTY_LOG");
  __typeof__(open64) *plain_open = (__typeof__(open64) *)dlsym(RTLD_NEXT, "open64");
  __typeof__(write) *plain_write = (__typeof__(write) *)dlsym(RTLD_NEXT, "write");
  int fd = log ? plain_open(log, O_WRONLY | O_CREAT | O_APPEND, 0600) : -1;
  if (fd < 0) return;
  if (plain_write(fd, ".", 1) < 0) perror(log);
  close(fd);
}

/* Whether this call is to fail; errno says how. */
static int fails(void) {
  static const int reasons[] = {EIO, ENOSPC, EACCES, EDQUOT, EROFS};
  const char *every = getenv("FAULTY_EVERY");
  int share = every ? atoi(every) : 0;
  if (share <= 0 || number_below((unsigned)share) != 0) return 0;
  note();
  errno = reasons[number_below(sizeof reasons / sizeof reasons[0])];
  return 1;
}

ssize_t write(int fd, const void *bytes, size_t count) {
  REAL(write);
  if (is_open_below(fd) && fails()) {
    int reason = errno;
    ssize_t written = number_below(2) ? real(fd, bytes, count / 2) : 0;
    errno = written < 0 ? errno : reason;
    return -1;
  }
  return real(fd, bytes, count);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
  REAL(pwrite64);
  return is_open_below(fd) && fails() ? -1 : real(fd, bytes, count, at);
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  REAL(writev);
  return is_open_below(fd) && fails() ? -1 : real(fd, parts, count);
}

int fsync(int fd) {
  REAL(fsync);
  return is_open_below(fd) && fails() ? -1 : real(fd);
}

int fdatasync(int fd) {
  REAL(fdatasync);
  return is_open_below(fd) && fails() ? -1 : real(fd);
}

int ftruncate64(int fd, off64_t length) {
  REAL(ftruncate64);
  return is_open_below(fd) && fails() ? -1 : real(fd, length);
}

int rename(const char *from, const char *to) {
  REAL(rename);
  return is_below(to) && fails() ? -1 : real(from, to);
}

int link(const char *from, const char *to) {
  REAL(link);
  return is_below(to) && fails() ? -1 : real(from, to);
}

int unlink(const char *path) {
  REAL(unlink);
  return is_below(path) && fails() ? -1 : real(path);
}

int mkdir(const char *path, mode_t mode) {
  REAL(mkdir);
  return is_below(path) && fails() ? -1 : real(path, mode);
}

int open64(const char *path, int flags, ...) {
  REAL(open64);
  va_list more;
  va_start(more, flags);
  mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(more, mode_t) : 0;
  va_end(more);
  int changes = (flags & O_ACCMODE) != O_RDONLY;
  return changes && is_below(path) && fails() ? -1 : real(path, flags, mode);
}
