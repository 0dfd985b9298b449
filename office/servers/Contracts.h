// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "office/servers/Server.h"

namespace sidetone::office {

/// The contracts that clients sign in to (UDS, configuration files), served by this same program
/// in a process of its own: `sidetone-office contracts --folder DIR`.
class Contracts final : public Server {
public:
    using Server::Server;

    [[nodiscard]] std::string_view name() const override { return "contracts"; }
    [[nodiscard]] std::string where() const override;
    [[nodiscard]] core::Status prepare() override;
    [[nodiscard]] Command command() const override;
    [[nodiscard]] bool probe() const override;
};

}  // namespace sidetone::office
