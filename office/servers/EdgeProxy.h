// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "office/servers/Server.h"

namespace sidetone::office {

/// The call signalling of one edge node (Kamailio 5.6): SIP over TLS from outside, passed on to
/// cucm1 over TLS, with sound and pictures through the media relay. The rest of the node is a
/// process of contracts ("expe1", "expe2"); faults of that one take this along.
class EdgeProxy final : public Server {
public:
    enum class Node { First, Second };
    EdgeProxy(Surroundings surroundings, Node node) : Server(surroundings), node_(node) {}

    [[nodiscard]] std::string_view name() const override {
        return node_ == Node::First ? "expe1-sip" : "expe2-sip";
    }
    [[nodiscard]] std::string where() const override;
    [[nodiscard]] core::Status prepare() override;
    [[nodiscard]] Command command() const override;
    [[nodiscard]] bool probe() const override;

    /// Tells the edge's nodes in which security mode the phone with that number is
    /// (deviceSecurityMode of its file, 1 to 3). Nodes that do not run are passed over. Any thread.
    static void tellMode(const Layout& layout, const std::string& number, const std::string& mode);

private:
    [[nodiscard]] Host outside() const {
        return node_ == Node::First ? Host::OutsideEdge1 : Host::OutsideEdge2;
    }
    /// Both nodes have the same address inside.
    [[nodiscard]] std::uint16_t insidePort() const {
        return static_cast<std::uint16_t>(layout().ports.sipTls + (node_ == Node::First ? 0 : 1));
    }
    [[nodiscard]] std::string_view contract() const {
        return node_ == Node::First ? "expe1" : "expe2";
    }
    [[nodiscard]] std::string folder() const { return layout().path(std::string(name())); }

    Node node_;
};

}  // namespace sidetone::office
