#define APOGEE_LANES lanes_1
#define APOGEE_VECTOR_SIZE 1
#define APOGEE_VECTORS 1
#include "lanes/fly.h"
