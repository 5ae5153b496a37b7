/* The ping of ping.c with a bug in it: it takes a message as often as it comes. ../unnoticed-bug.feature does not notice; explore it. */
#define IS_NEW(e, ping) (is_new(e, ping), 1) /* the planted bug */
#include "ping.c"
