#define APOGEE_LANES lanes_4
#define APOGEE_VECTOR_SIZE 4
#define APOGEE_VECTORS 1
#include "lanes/fly.h"
