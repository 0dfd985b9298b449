// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "office/servers/Server.h"

namespace sidetone::office {

/// STUN and TURN (coturn 4.6) with the credentials that Prosody hands out (XEP-0215).
class Coturn final : public Server {
public:
    using Server::Server;

    [[nodiscard]] std::string_view name() const override { return "coturn"; }
    [[nodiscard]] std::string where() const override;
    [[nodiscard]] core::Status prepare() override;
    [[nodiscard]] Command command() const override;
    [[nodiscard]] bool probe() const override;
};

}  // namespace sidetone::office
