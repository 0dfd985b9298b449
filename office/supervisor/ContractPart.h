// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include "office/supervisor/Layout.h"

namespace sidetone::office {

/// One process of contracts. Its name is the server's in `status`, `fault` and `cert`: each
/// process can be killed and frozen by itself and has a certificate of its own. What it serves
/// stands in office/contracts/modules.cpp.
struct ContractPart {
    std::string_view name;
    std::string_view extra;         ///< which extra brings it; empty: always there
    std::vector<Host> hosts;        ///< where it listens, and whom its certificate names
    std::uint16_t Ports::*port;     ///< HTTPS at the first host: asked whether it serves
    std::string_view cluster = {};  ///< whose people it serves, see User::cluster
};

/// All parts, whichever extras there are.
[[nodiscard]] const std::vector<ContractPart>& contractParts();
/// Those of this office.
[[nodiscard]] std::vector<const ContractPart*> partsOf(const Layout& layout);
/// nullptr where there is none of this name.
[[nodiscard]] const ContractPart* findPart(std::string_view name);

}  // namespace sidetone::office
