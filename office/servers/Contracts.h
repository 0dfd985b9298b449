// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/Endpoint.h"
#include "office/servers/Server.h"
#include "office/supervisor/ContractPart.h"

namespace sidetone::office {

/// One process of the contracts that clients sign in to, served by this same program:
/// `sidetone-office contracts --folder DIR --part NAME`.
class Contracts final : public Server {
public:
    Contracts(Surroundings surroundings, const ContractPart& part)
        : Server(surroundings), part_(part) {}

    [[nodiscard]] std::string_view name() const override { return part_.name; }
    [[nodiscard]] std::string where() const override;
    [[nodiscard]] core::Status prepare() override;
    [[nodiscard]] Command command() const override;
    [[nodiscard]] bool probe() const override;

private:
    [[nodiscard]] net::Endpoint probed() const;

    const ContractPart& part_;
};

}  // namespace sidetone::office
