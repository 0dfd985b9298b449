// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace sidetone::test {

/// A file of vCards and what is read of it.
struct VcardRow {
    const char* name;
    std::string file;
    /// A line a card: name|numbers|addresses|mails|company|title|city|picture's bytes
    std::vector<std::string> cards;
    /// A line a trouble: "3: there is no colon in it"
    std::vector<std::string> troubles{};
};

/// The cards of this test, of our own making, as the programs of the trade write theirs.
[[nodiscard]] std::vector<VcardRow> vcardTable();

}  // namespace sidetone::test
