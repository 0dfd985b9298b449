// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "office/servers/Server.h"

namespace sidetone::office {

/// The certificate service of `--with enrolment`, served by this same program:
/// `sidetone-office capf --folder DIR`.
class Capf final : public Server {
public:
    using Server::Server;

    [[nodiscard]] std::string_view name() const override { return "capf"; }
    [[nodiscard]] std::string where() const override;
    [[nodiscard]] core::Status prepare() override { return {}; }
    [[nodiscard]] Command command() const override;
    [[nodiscard]] bool probe() const override;
};

}  // namespace sidetone::office
