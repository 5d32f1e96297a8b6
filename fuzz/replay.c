/* Runs a fuzz target over files and folders given as arguments, without
 * libFuzzer: what was found once is tried in every ./test. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static unsigned long tried;

static void try_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(1);
    }
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    unsigned char *bytes = malloc(size > 0 ? (size_t)size : 1);
    if (!bytes || fread(bytes, 1, (size_t)size, file) != (size_t)size) {
        perror(path);
        exit(1);
    }
    fclose(file);
    /* Named before it is tried, so that a crash tells the file. */
    fprintf(stderr, "%s\n", path);
    LLVMFuzzerTestOneInput(bytes, (size_t)size);
    free(bytes);
    tried++;
}

static void try_path(const char *path)
{
    struct stat about;
    if (stat(path, &about)) {
        perror(path);
        exit(1);
    }
    if (!S_ISDIR(about.st_mode)) {
        try_file(path);
        return;
    }
    struct dirent **entries = NULL;
    int count = scandir(path, &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        if (entries[i]->d_name[0] != '.') {
            char below[4096];
            snprintf(below, sizeof below, "%s/%s", path, entries[i]->d_name);
            try_path(below);
        }
        free(entries[i]);
    }
    free(entries);
}

int main(int argc, char **argv)
{
    /* Nothing at all is an input too. */
    LLVMFuzzerTestOneInput((const unsigned char *)"", 0);
    for (int i = 1; i < argc; i++) {
        try_path(argv[i]);
    }
    if (tried == 0) {
        fprintf(stderr, "no inputs\n");
        return 1;
    }
    printf("ok 1 - %lu inputs\n1..1\n", tried);
    return 0;
}
