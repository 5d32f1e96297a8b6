/* Lengths of the months of Umm al-Qura: data of calendar.c alone. */
#ifndef ISN_HIJRI_TABLE_H
#define ISN_HIJRI_TABLE_H

#include <stdint.h>

enum { ISN_HIJRI_FIRST = 1356, ISN_HIJRI_LAST = 1500 };

/* 1 Muharram of each year, and of the one behind the last: days since
 * 1970-01-01. */
extern const int32_t isn_hijri_new_years[ISN_HIJRI_LAST - ISN_HIJRI_FIRST + 2];
extern const uint32_t isn_hijri_lengths[ISN_HIJRI_LAST - ISN_HIJRI_FIRST + 1];

#endif
