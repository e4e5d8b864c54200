#ifndef ALLOCATIONS_H
#define ALLOCATIONS_H

#include <stdint.h>

/// How many blocks of memory the process has asked for so far.
uint64_t allocations_so_far(void);

#endif
