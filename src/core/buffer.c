#include "core/buffer.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void isn_buffer_init(isn_buffer *buffer, size_t max)
{
    *buffer = (isn_buffer){.max = max};
}

void isn_buffer_free(isn_buffer *buffer)
{
    free(buffer->data);
    *buffer = (isn_buffer){.max = buffer->max};
}

void isn_buffer_clear(isn_buffer *buffer)
{
    buffer->len = 0;
    buffer->status = ISNAD_OK;
    if (buffer->data) {
        buffer->data[0] = '\0';
    }
}

char *isn_buffer_room(isn_buffer *buffer, size_t len)
{
    if (buffer->status) {
        return NULL;
    }
    if (len > buffer->max || buffer->len > buffer->max - len ||
        len > SIZE_MAX - 1 - buffer->len) {
        buffer->status = ISNAD_LIMIT;
        return NULL;
    }
    size_t need = buffer->len + len + 1;
    if (need > buffer->cap) {
        size_t cap = buffer->cap ? buffer->cap : 256;
        while (cap < need && cap <= SIZE_MAX / 2) {
            cap *= 2;
        }
        char *data = cap < need ? NULL : realloc(buffer->data, cap);
        if (!data) {
            buffer->status = ISNAD_NOMEM;
            return NULL;
        }
        buffer->data = data;
        buffer->cap = cap;
    }
    return buffer->data + buffer->len;
}

void isn_buffer_add(isn_buffer *buffer, const void *bytes, size_t len)
{
    char *room = isn_buffer_room(buffer, len);
    if (!room) {
        return;
    }
    if (len > 0) {
        memcpy(room, bytes, len);
    }
    buffer->len += len;
    buffer->data[buffer->len] = '\0';
}

void isn_buffer_text(isn_buffer *buffer, const char *text)
{
    isn_buffer_add(buffer, text, strlen(text));
}

void isn_buffer_char(isn_buffer *buffer, char c)
{
    isn_buffer_add(buffer, &c, 1);
}

void isn_buffer_format(isn_buffer *buffer, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *room = len < 0 ? NULL : isn_buffer_room(buffer, (size_t)len);
    if (room) {
        va_start(args, format);
        vsnprintf(room, (size_t)len + 1, format, args);
        va_end(args);
        buffer->len += (size_t)len;
    }
}
