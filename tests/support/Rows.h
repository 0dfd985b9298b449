// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Names the requirement ids that the tests of this file prove, by running the real thing:
/// client and server, device or file of that contract. Read by the build (cmake/Sidetone.cmake)
/// and joined with the last result by `./dev rows`.
#define ROWS(...) static_assert(true)
