/* Enters the sandbox of the commands and tries to break out of it:
 * breakout LAYER FOLDER
 *
 * LAYER is landlock, seccomp, both, or serve: both, with the right to answer,
 * sealed in the end; FOLDER holds `in`, a folder with a file
 * `page` and a link `link` to ../linked; `linked`; `secret`.  Each attempt is
 * one result of the Test Anything Protocol. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "cli/sandbox.h"

enum { LANDLOCK = 1, SECCOMP = 2, BOTH = 3 };

/* A build with the leak checker keeps some calls; one that counts coverage
 * leaves writing to Landlock. */
enum { FOR_LEAKS = 1, FOR_COUNTS = 2 };

#ifdef ISNAD_COVERAGE_FOLDER
enum { COUNTS_COVERAGE = 1 };
#else
enum { COUNTS_COVERAGE = 0 };
#endif

/* What an attempt needs that was made before entering. */
static int listener = -1, listener_port, caller = -1, datagrams = -1;
static int master = -1, events = -1;
static const char *layer_name;
static unsigned count, failed;

static int close_got(int fd)
{
    if (fd >= 0) {
        close(fd);
    }
    return fd;
}

/* ---- attempts: less than 0 means that it was refused --------------------- */

static int try_open(void) { return close_got(open("secret", O_RDONLY)); }

static int try_passwd(void) { return close_got(open("/etc/passwd", O_RDONLY)); }

static int try_memory(void)
{
    return close_got(open("/proc/self/mem", O_RDWR));
}

static int try_list(void)
{
    return close_got(open(".", O_RDONLY | O_DIRECTORY));
}

static int try_write(void) { return close_got(open("in/page", O_WRONLY)); }

static int try_truncate(void) { return truncate("in/page", 0); }

static int try_create(void)
{
    return close_got(open("in/new", O_WRONLY | O_CREAT, 0600));
}

static int try_nameless(void)
{
    return close_got(open("in", O_WRONLY | O_TMPFILE, 0600));
}

static int try_unlink(void) { return unlink("in/page"); }

static int try_rename(void) { return rename("in/page", "in/other"); }

static int try_link(void) { return link("in/page", "in/other"); }

static int try_symlink(void) { return symlink("/", "in/root"); }

static int try_mkdir(void) { return mkdir("in/folder", 0700); }

static int try_chmod(void) { return chmod("in/page", 0777); }

static int try_chown(void) { return chown("in/page", 1, 1); }

static int try_xattr(void)
{
    return setxattr("in/page", "user.isnad", "x", 1, 0);
}

static int try_chroot(void) { return chroot("in"); }

static int try_connect(void)
{
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)listener_port),
                             .sin_addr = {htonl(INADDR_LOOPBACK)}};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    int code = connect(fd, (struct sockaddr *)&to, sizeof to);
    close_got(fd);
    return code;
}

static int try_listen(void)
{
    struct sockaddr_in at = {.sin_family = AF_INET,
                             .sin_addr = {htonl(INADDR_LOOPBACK)}};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    int code = bind(fd, (struct sockaddr *)&at, sizeof at);
    close_got(fd);
    return code;
}

static int try_udp(void)
{
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons(53),
                             .sin_addr = {htonl(INADDR_LOOPBACK)}};
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    ssize_t sent = sendto(fd, "x", 1, 0, (struct sockaddr *)&to, sizeof to);
    close_got(fd);
    return (int)sent;
}

/* With a socket that was made before. */
static int try_send_to(void)
{
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons(53),
                             .sin_addr = {htonl(INADDR_LOOPBACK)}};
    return (int)sendto(datagrams, "x", 1, 0, (struct sockaddr *)&to, sizeof to);
}

static int try_unix(void) { return close_got(socket(AF_UNIX, SOCK_STREAM, 0)); }

static int try_pair(void)
{
    int ends[2];
    return socketpair(AF_UNIX, SOCK_STREAM, 0, ends);
}

static int try_netlink(void)
{
    return close_got(socket(AF_NETLINK, SOCK_RAW, 0));
}

static int try_fork(void)
{
    pid_t child = fork();
    if (child == 0) {
        _exit(0);
    }
    if (child > 0) {
        waitpid(child, NULL, 0);
    }
    return child;
}

/* clone3, whose flags a filter cannot see. */
static int try_clone3(void)
{
    struct {
        uint64_t flags, pidfd, child_tid, parent_tid, exit_signal, stack,
            stack_size, tls;
    } arguments = {.exit_signal = SIGCHLD};
    long child = syscall(SYS_clone3, &arguments, sizeof arguments);
    if (child == 0) {
        _exit(0);
    }
    return (int)child;
}

/* Ends the program where it succeeds, which the one who started it sees. */
static int try_exec(void)
{
    char *const words[] = {"true", NULL}, *const none[] = {NULL};
    return execve("/bin/true", words, none);
}

static int try_memory_file(void)
{
    return close_got((int)syscall(SYS_memfd_create, "code", 0));
}

static int try_new_code(void)
{
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return page == MAP_FAILED ? -1 : munmap(page, 4096);
}

static int try_ptrace(void)
{
    return (int)ptrace(PTRACE_ATTACH, getppid(), NULL, NULL);
}

static int try_traceme(void)
{
    return (int)ptrace(PTRACE_TRACEME, 0, NULL, NULL);
}

static int try_kill(void) { return kill(getppid(), 0); }

static int try_type(void) { return ioctl(master, TIOCSTI, "x"); }

static int try_unshare(void) { return (int)syscall(SYS_unshare, 0x10000000); }

static int try_mount(void)
{
    return (int)syscall(SYS_mount, "none", "in", "tmpfs", 0, NULL);
}

static int try_ring(void)
{
    char parameters[256] = {0};
    return close_got((int)syscall(425, 4, parameters)); /* io_uring_setup */
}

static int try_key(void)
{
    return (int)syscall(SYS_add_key, "user", "isnad", "x", 1, -2);
}

static int try_bpf(void)
{
    uint32_t map[32] = {2, 4, 4, 1}; /* an array of one value */
    return close_got((int)syscall(SYS_bpf, 0, map, sizeof map));
}

typedef struct attempt {
    const char *name;
    int (*run)(void);
    int refused_by; /* layers of which each is enough */
    int landlock;   /* version that the layer needs for it */
    int kept;       /* by what looks at the process from inside */
} attempt;

static const attempt attempts[] = {
    {"open a file that is no input", try_open, LANDLOCK, 1, 0},
    {"open /etc/passwd", try_passwd, LANDLOCK, 1, 0},
    {"open its own memory", try_memory, BOTH, 1, FOR_COUNTS},
    {"list a folder that is no input", try_list, LANDLOCK, 1, 0},
    {"open an input for writing", try_write, BOTH, 1, FOR_COUNTS},
    {"truncate", try_truncate, BOTH, 3, FOR_COUNTS},
    {"create", try_create, BOTH, 1, FOR_COUNTS},
    {"create without a name", try_nameless, BOTH, 1, FOR_COUNTS},
    {"unlink", try_unlink, BOTH, 1, FOR_COUNTS},
    {"rename", try_rename, BOTH, 1, FOR_COUNTS},
    {"link", try_link, BOTH, 1, 0},
    {"symlink", try_symlink, BOTH, 1, 0},
    {"mkdir", try_mkdir, BOTH, 1, 0},
    {"chmod", try_chmod, SECCOMP, 0, 0},
    {"chown", try_chown, SECCOMP, 0, 0},
    {"setxattr", try_xattr, SECCOMP, 0, 0},
    {"chroot", try_chroot, SECCOMP, 0, 0},
    {"TCP connect", try_connect, BOTH, 4, 0},
    {"TCP bind", try_listen, BOTH, 4, 0},
    {"UDP send", try_udp, SECCOMP, 0, 0},
    {"UDP send by an open socket", try_send_to, SECCOMP, 0, 0},
    {"UNIX socket", try_unix, SECCOMP, 0, 0},
    {"UNIX socket pair", try_pair, SECCOMP, 0, 0},
    {"netlink socket", try_netlink, SECCOMP, 0, 0},
    {"fork", try_fork, SECCOMP, 0, FOR_LEAKS},
    {"clone3", try_clone3, SECCOMP, 0, 0},
    {"exec", try_exec, BOTH, 1, 0},
    {"file in memory", try_memory_file, SECCOMP, 0, 0},
    {"memory for new code", try_new_code, SECCOMP, 0, 0},
    {"ptrace another process", try_ptrace, LANDLOCK, 1, FOR_LEAKS},
    {"ptrace", try_traceme, SECCOMP, 0, FOR_LEAKS},
    {"signal another process", try_kill, BOTH, 6, FOR_LEAKS},
    {"type into the terminal", try_type, SECCOMP, 0, 0},
    {"unshare", try_unshare, SECCOMP, 0, 0},
    {"mount", try_mount, BOTH, 1, 0},
    {"io_uring", try_ring, SECCOMP, 0, 0},
    {"keyring", try_key, SECCOMP, 0, 0},
    {"bpf", try_bpf, SECCOMP, 0, 0},
};

static void result(bool good, const char *name, const char *skip)
{
    printf("%sok %u - %s: %s%s%s\n", good ? "" : "not ", ++count, layer_name,
           name, skip ? " # SKIP " : "", skip ? skip : "");
    failed += !good;
}

/* What must go on working. */
static bool reads_inputs(const char *path)
{
    char bytes[16];
    int fd = open(path, O_RDONLY);
    bool good = fd >= 0 && read(fd, bytes, sizeof bytes) > 0;
    close_got(fd);
    return good;
}

static void *in_thread(void *kept)
{
    *(bool *)kept = reads_inputs("in/page") && try_mkdir() < 0 &&
                    try_symlink() < 0 && try_connect() < 0;
    return NULL;
}

static bool threads_inherit(void)
{
    pthread_t thread;
    bool kept = false;
    return pthread_create(&thread, NULL, in_thread, &kept) == 0 &&
           pthread_join(thread, NULL) == 0 && kept;
}

static void prepare(void)
{
    struct sockaddr_in at = {.sin_family = AF_INET,
                             .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t len = sizeof at;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(fd, (struct sockaddr *)&at, len) == 0 && listen(fd, 4) == 0 &&
        getsockname(fd, (struct sockaddr *)&at, &len) == 0) {
        listener_port = ntohs(at.sin_port);
    }
    listener = fd;
    caller = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(caller, (struct sockaddr *)&at, len) == 0 &&
        send(caller, "x", 1, 0) < 0) {
        perror("send");
    }
    datagrams = socket(AF_INET, SOCK_DGRAM, 0);
    events = epoll_create1(0);
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY);
}

/* One who called before is answered. */
static bool answers(void)
{
    struct epoll_event event = {.events = EPOLLIN};
    char byte = 0;
    if (epoll_ctl(events, EPOLL_CTL_ADD, listener, &event) != 0 ||
        epoll_wait(events, &event, 1, 5000) != 1) {
        return false;
    }
    int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    bool good = fd >= 0 && recv(fd, &byte, 1, 0) == 1 &&
                send(fd, "y", 1, MSG_NOSIGNAL) == 1 &&
                recv(caller, &byte, 1, 0) == 1 && byte == 'y' &&
                shutdown(fd, SHUT_RDWR) == 0;
    close_got(fd);
    return good && epoll_ctl(events, EPOLL_CTL_DEL, listener, &event) == 0;
}

/* Enters; *version and *calls tell what is in force. */
static isnad_status enter(int layers, bool serve, int *version, unsigned *calls)
{
    const char *const inputs[] = {"in", "absent", "-"};
    cli_rights rights = {.read = inputs, .read_count = 3, .serve = serve};
    *version = 0;
    *calls = 0;
    if (layers == BOTH) {
        cli_layers got;
        isnad_status status = cli_sandbox_enter(&rights, &got);
        *version = got.landlock;
        *calls = got.calls;
        return status;
    }
    return layers == LANDLOCK ? cli_landlock_enter(&rights, version)
                              : cli_seccomp_enter(&rights, calls);
}

static void run_attempt(const attempt *a, int layers, int version,
                        unsigned calls)
{
    bool by_landlock = (a->refused_by & LANDLOCK) && version >= a->landlock &&
                       (layers & LANDLOCK);
    bool by_seccomp = (a->refused_by & SECCOMP) && calls > 0 &&
                      !(COUNTS_COVERAGE && a->kept == FOR_COUNTS);
    if (CLI_LEAK_CHECKER && a->kept == FOR_LEAKS && (a->refused_by & layers)) {
        result(true, a->name, "the leak checker needs it");
    } else if (by_landlock || by_seccomp) {
        int got = a->run();
        result(got < 0, a->name, NULL);
        if (got >= 0) {
            fprintf(stderr, "%s succeeded\n", a->name);
        }
    } else if (a->refused_by & layers) {
        result(true, a->name, "not by this kernel or in this build");
    }
}

static int try_input(void) { return close_got(open("in/page", O_RDONLY)); }

static int try_stat(void)
{
    struct stat about;
    return stat("in/page", &about);
}

static void *nothing(void *data) { return data; }

static int try_thread(void)
{
    pthread_t thread;
    int code = pthread_create(&thread, NULL, nothing, NULL);
    if (code == 0) {
        pthread_join(thread, NULL);
    }
    return -code;
}

static int try_filter(void)
{
    struct {
        unsigned short length;
        void *first;
    } program = {0, NULL};
    int code = (int)syscall(SYS_seccomp, 1, 0, &program);
    return code < 0 && errno != ENOSYS ? 0 : code;
}

/* What was free until it was sealed. */
static const attempt sealed_attempts[] = {
    {"sealed: open an input", try_input, SECCOMP, 0, FOR_LEAKS},
    {"sealed: look at an input", try_stat, SECCOMP, 0, FOR_LEAKS},
    {"sealed: begin a thread", try_thread, SECCOMP, 0, FOR_LEAKS},
    {"sealed: add a filter", try_filter, SECCOMP, 0, 0},
};

static void seal(int version, unsigned calls)
{
    unsigned left = 0;
    isnad_status status = cli_sandbox_seal(&left);
    result(!status && (left > 0) == (calls > 0), "sealing", NULL);
    for (size_t i = 0; i < sizeof sealed_attempts / sizeof *sealed_attempts;
         i++) {
        attempt a = sealed_attempts[i];
        if (COUNTS_COVERAGE && a.kept == FOR_LEAKS) {
            a.kept = FOR_COUNTS;
        }
        run_attempt(&a, BOTH, version, left);
    }
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++) {
        run_attempt(&attempts[i], BOTH, version, left);
        fflush(stdout);
    }
}

int main(int argc, char **argv)
{
    if (argc < 3 || chdir(argv[2]) != 0) {
        fprintf(stderr, "usage: breakout LAYER FOLDER\n");
        return 2;
    }
    layer_name = argv[1];
    int layers = strcmp(argv[1], "landlock") == 0  ? LANDLOCK
                 : strcmp(argv[1], "seccomp") == 0 ? SECCOMP
                                                   : BOTH;
    bool serve = strcmp(argv[1], "serve") == 0;
    int version;
    unsigned calls;
    prepare();
    /* Each must be possible outside, or its refusal proves nothing. */
    result(try_open() >= 0 && try_list() >= 0 && try_connect() == 0 &&
               try_write() >= 0 && try_fork() > 0 && try_unix() >= 0,
           "outside it would succeed", NULL);
    isnad_status status = enter(layers, serve, &version, &calls);
    result(!status, "entering", NULL);
    result(reads_inputs("in/page"), "an input is read", NULL);
    result(close_got(open("in", O_RDONLY | O_DIRECTORY)) >= 0,
           "a folder is listed", NULL);
    result(reads_inputs("in/link"), "a link in a folder is followed", NULL);
    result(open("absent", O_RDONLY) < 0 && errno == ENOENT,
           "what is not there is not there", NULL);
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++) {
        run_attempt(&attempts[i], layers, version, calls);
        fflush(stdout);
    }
    if (version || calls) {
        result(threads_inherit(), "a thread is closed in too", NULL);
    }
    if (serve) {
        seal(version, calls);
        result(answers(), "sealed: a caller is answered", NULL);
    }
    printf("1..%u\n", count);
    return failed > 0;
}
