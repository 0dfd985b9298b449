// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "office/servers/Server.h"

namespace sidetone::office {

/// The media relay (rtpengine 10.5, in user space) between inside and outside.
class Rtpengine final : public Server {
public:
    using Server::Server;

    [[nodiscard]] std::string_view name() const override { return "rtpengine"; }
    [[nodiscard]] std::string where() const override;
    [[nodiscard]] core::Status prepare() override;
    [[nodiscard]] Command command() const override;
    [[nodiscard]] bool probe() const override;
};

}  // namespace sidetone::office
