#define APOGEE_LANES lanes_2
#define APOGEE_VECTOR_SIZE 2
#define APOGEE_VECTORS 1
#include "lanes/fly.h"
