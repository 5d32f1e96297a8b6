/* Turns files into constants: isn-embed OUT.c HEADER NAME=FILE…
 *
 * A file that ends in .woff2 becomes its base64 text, as a data URL wants it;
 * any other becomes the string of its bytes, which must be text. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int base64(FILE *in, FILE *out)
{
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    unsigned char b[3];
    size_t n, column = 0;
    fputs("    \"", out);
    while ((n = fread(b, 1, 3, in)) > 0) {
        unsigned v =
            (unsigned)b[0] << 16 | (n > 1 ? b[1] << 8 : 0) | (n > 2 ? b[2] : 0);
        fputc(digits[v >> 18], out);
        fputc(digits[v >> 12 & 63], out);
        fputc(n > 1 ? digits[v >> 6 & 63] : '=', out);
        fputc(n > 2 ? digits[v & 63] : '=', out);
        if (++column % 18 == 0) {
            fputs("\"\n    \"", out);
        }
    }
    fputs("\"", out);
    return ferror(in);
}

static int text(FILE *in, FILE *out)
{
    int c;
    fputs("    \"", out);
    while ((c = getc(in)) != EOF) {
        if (c == '\n') {
            fputs("\\n\"\n    \"", out);
        } else {
            if (c == '"' || c == '\\') {
                fputc('\\', out);
            }
            fputc(c, out);
        }
    }
    fputs("\"", out);
    return ferror(in);
}

int main(int argc, char **argv)
{
    FILE *out = argc > 3 ? fopen(argv[1], "w") : NULL;
    if (!out) {
        fputs("isn-embed OUT.c HEADER NAME=FILE…\n", stderr);
        return 2;
    }
    fprintf(out, "/* Made by tools/embed.c. */\n#include \"%s\"\n", argv[2]);
    for (int i = 3; i < argc; i++) {
        char *path = strchr(argv[i], '=');
        FILE *in = path ? fopen(path + 1, "rb") : NULL;
        if (!in) {
            fprintf(stderr, "%s: not to be read\n", argv[i]);
            return 1;
        }
        *path++ = '\0';
        size_t len = strlen(path);
        fprintf(out, "const char isn_asset_%s[] =\n", argv[i]);
        int failed = len > 6 && strcmp(path + len - 6, ".woff2") == 0
                         ? base64(in, out)
                         : text(in, out);
        fputs(";\n", out);
        fclose(in);
        if (failed) {
            fprintf(stderr, "%s: reading failed\n", path);
            return 1;
        }
    }
    return fclose(out) != 0;
}
