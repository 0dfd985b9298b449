// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/Endpoint.h"
#include "office/dns/Zone.h"
#include "office/servers/Server.h"

namespace sidetone::office {

/// A name server of the office (Knot DNS 3.2): one for the inside view, one for the outside.
/// Changes are written to the zone file; SIGHUP takes them up.
class Knot final : public Server {
public:
    enum class View { Inside, Outside };

    Knot(Surroundings surroundings, View view);

    [[nodiscard]] std::string_view name() const override;
    [[nodiscard]] std::string where() const override;
    [[nodiscard]] core::Status prepare() override;
    [[nodiscard]] Command command() const override;
    [[nodiscard]] bool probe() const override;

    [[nodiscard]] View view() const { return view_; }
    [[nodiscard]] Zone& zone() { return zone_; }
    /// Writes the zone file with the next serial number.
    [[nodiscard]] core::Status publish();
    /// Whether the running server answers with the newest serial number.
    [[nodiscard]] bool isPublished() const;
    /// Where the server listens while something else stands at its address; empty host: nowhere
    /// else.
    void listenBehind(net::Endpoint endpoint) { behind_ = std::move(endpoint); }
    /// Where clients ask.
    [[nodiscard]] net::Endpoint publicEndpoint() const;

private:
    [[nodiscard]] net::Endpoint endpoint() const;
    [[nodiscard]] std::string file(std::string_view what) const;

    View view_;
    Zone zone_;
    net::Endpoint behind_;
};

}  // namespace sidetone::office
