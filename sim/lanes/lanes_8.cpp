#define APOGEE_LANES lanes_8
#define APOGEE_VECTOR_SIZE 8
#define APOGEE_VECTORS 1
#include "lanes/fly.h"
