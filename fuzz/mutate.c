/* Damaged pages: mutate FOLDER.  Every file of the folder is cut at 200
 * points and has bytes flipped in 500 ways; whatever becomes of it is read
 * and checked.  Neither a crash nor a failure other than "no text" is right.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check_doc.h"

enum { CUTS = 200, FLIPS = 500 };

/* Numbers that are the same on every machine. */
static uint64_t state = 88172645463325252ULL;

static uint64_t random_number(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static void try_bytes(const char *path, const char *bytes, size_t len,
                      const char *how, size_t which)
{
    char name[4200]; /* tells what was done when a check fails */
    snprintf(name, sizeof name, "%s, %s %zu", path, how, which);
    isnad_status status = check_bytes(name, bytes, len, NULL);
    if (status && status != ISNAD_EMPTY) {
        fprintf(stderr, "%s: %s\n", name, isnad_status_text(status));
        exit(1);
    }
}

static void mutate(const char *path)
{
    FILE *file = fopen(path, "rb");
    static char bytes[1 << 20], changed[1 << 20];
    size_t len = file ? fread(bytes, 1, sizeof bytes, file) : 0;
    if (!file || len == 0) {
        perror(path);
        exit(1);
    }
    fclose(file);
    for (size_t i = 0; i < CUTS; i++) {
        try_bytes(path, bytes, len * i / CUTS, "cut", i);
    }
    for (size_t i = 0; i < FLIPS; i++) {
        memcpy(changed, bytes, len);
        /* One byte most times, now and then a few. */
        size_t flips = i % 5 ? 1 : 1 + random_number() % 8;
        for (size_t k = 0; k < flips; k++) {
            changed[random_number() % len] ^= (char)(1 + random_number() % 255);
        }
        try_bytes(path, changed, len, "flip", i);
    }
}

int main(int argc, char **argv)
{
    struct dirent **entries = NULL;
    int count = argc == 2 ? scandir(argv[1], &entries, NULL, alphasort) : -1;
    if (count < 0) {
        fprintf(stderr, "usage: mutate FOLDER\n");
        return 2;
    }
    int done = 0;
    for (int i = 0; i < count; i++) {
        if (entries[i]->d_name[0] != '.') {
            char path[4096];
            snprintf(path, sizeof path, "%s/%s", argv[1], entries[i]->d_name);
            mutate(path);
            printf("ok %d - %s\n", ++done, entries[i]->d_name);
            fflush(stdout);
        }
        free(entries[i]);
    }
    free(entries);
    printf("1..%d\n", done);
    return done > 0 ? 0 : 1;
}
