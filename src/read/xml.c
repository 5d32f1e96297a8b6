#include "read/xml.h"

#include <iconv.h>
#include <stdbool.h>
#include <string.h>

static int XMLCALL on_encoding(void *data, const char *name, XML_Encoding *info)
{
    (void)data;
    iconv_t convert = iconv_open("UTF-32LE", name);
    if (convert == (iconv_t)-1) {
        return XML_STATUS_ERROR;
    }
    for (int i = 0; i < 256; i++) {
        char byte = (char)i, *in = &byte;
        unsigned char out[8];
        char *to = (char *)out;
        size_t in_len = 1, out_len = sizeof out;
        iconv(convert, NULL, NULL, NULL, NULL);
        bool ok = iconv(convert, &in, &in_len, &to, &out_len) != (size_t)-1 &&
                  out_len == 4;
        info->map[i] = ok ? (int)(out[0] | out[1] << 8 | out[2] << 16) : -1;
    }
    iconv_close(convert);
    info->data = NULL;
    info->convert = NULL;
    info->release = NULL;
    return XML_STATUS_OK;
}

XML_Parser isn_xml_new(void *data, XML_EntityDeclHandler entity)
{
    XML_Parser parser = XML_ParserCreate(NULL);
    if (parser) {
        XML_SetUserData(parser, data);
        XML_SetEntityDeclHandler(parser, entity);
        XML_SetUnknownEncodingHandler(parser, on_encoding, NULL);
    }
    return parser;
}

const char *isn_xml_local(const char *name)
{
    const char *colon = strchr(name, ':');
    return colon ? colon + 1 : name;
}

const char *isn_xml_attribute(const char **attributes, const char *name)
{
    for (; attributes[0]; attributes += 2) {
        if (strcmp(attributes[0], name) == 0) {
            return attributes[1];
        }
    }
    return NULL;
}
