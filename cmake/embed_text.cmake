# SPDX-License-Identifier: GPL-3.0-or-later
# Writes OUT: a C++ file that defines signalbox::embedded::SYMBOL as the text of IN.
# Raw string literals are cut into pieces, because compilers limit the length of one.
file(READ ${IN} TEXT)
string(LENGTH "${TEXT}" LENGTH)
set(BODY "")
set(AT 0)
while(AT LESS LENGTH)
    string(SUBSTRING "${TEXT}" ${AT} 8000 PIECE)
    string(APPEND BODY "R\"~~~~(${PIECE})~~~~\"\n")
    math(EXPR AT "${AT} + 8000")
endwhile()
file(WRITE ${OUT} "// Generated from ${IN}; do not edit.\n#include \"core/base/embedded.h\"\nnamespace signalbox::embedded {\nconst std::string_view ${SYMBOL} = ${BODY};\n}\n")
