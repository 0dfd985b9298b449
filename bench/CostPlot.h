// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace sidetone::bench {

/// What something took with so many people.
struct Cost {
    std::size_t people = 0;
    std::string what;
    double milliseconds = 0;
};

/// Draws a line for each `what`, over the people, into a PNG file; both axes by powers of ten,
/// since numbers to names take microseconds and reading everybody seconds. False where the file
/// cannot be written. Needs a QGuiApplication.
bool plot(const std::vector<Cost>& costs, const std::string& file);

}  // namespace sidetone::bench
