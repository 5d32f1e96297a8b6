/* Where a store lies, and opening it. */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/cli.h"

enum { FOLDER_MODE = 0700 };

/* Makes each folder above `path`; those that are there are no failure, and
 * any other shows when the file is opened. */
static void make_folders(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(path, FOLDER_MODE);
        *slash = '/';
    }
}

/* As the XDG base directories say: a relative one does not count. */
static char *home_store(void)
{
    static char path[PATH_MAX];
    const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    int len = data && data[0] == '/'
                  ? snprintf(path, sizeof path, "%s/isnad/store.isnad", data)
              : home && home[0] == '/'
                  ? snprintf(path, sizeof path,
                             "%s/.local/share/isnad/store.isnad", home)
                  : -1;
    return len > 0 && (size_t)len < sizeof path ? path : NULL;
}

isnad_store *cli_store_open(cli *c, bool write, int *code)
{
    isnad_store *store;
    isnad_error error;
    if (!c->store || strcmp(c->store, "-") == 0) {
        char *path = home_store();
        if (!path) {
            cli_say("neither XDG_DATA_HOME nor HOME is a folder: --store must "
                    "name a file");
            *code = EXIT_USAGE;
            return NULL;
        }
        if (write) {
            make_folders(path);
        }
        c->store = path;
    }
    isnad_status status = isnad_store_open(c->store, write, &store, &error);
    if (!status) {
        return store;
    }
    cli_say("%s: %s", c->store, error.message);
    *code = status == ISNAD_NOMEM || status == ISNAD_LIMIT ? EXIT_MEMORY
            : status == ISNAD_IO                           ? EXIT_IO
                                                           : EXIT_USAGE;
    return NULL;
}
