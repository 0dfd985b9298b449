// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/Task.h"
#include "net/Endpoint.h"
#include "xmpp/Extension.h"
#include "xmpp/Jid.h"

namespace sidetone::xmpp {

/// Where a stream can be fetched: a device itself, or a proxy (XEP-0065 5).
struct StreamHost {
    std::string jid;
    net::Endpoint place;
    friend bool operator==(const StreamHost&, const StreamHost&) = default;
};

/// Places at which somebody waits with a stream.
struct StreamHosts {
    std::string id;  ///< of the stream
    std::vector<StreamHost> hosts;
    Jid from{};               ///< who waits there
    std::string requestId{};  ///< what is answered
};

/// What stands in a `query` element; at most 30 hosts, those without a usable place left out.
[[nodiscard]] StreamHosts readStreamHosts(const core::XmlElement& query);
[[nodiscard]] core::XmlElement writeStreamHosts(const StreamHosts& hosts);
/// What both sides of a stream call it towards a SOCKS5 server: 40 hexadecimal characters.
[[nodiscard]] std::string streamAddress(const std::string& id, const Jid& requester,
                                        const Jid& target);

/// Agrees with other devices and proxies on the place of a stream (XEP-0065). Protocol thread.
class Bytestreams : public Extension {
public:
    explicit Bytestreams(Session& session);
    ~Bytestreams() override;

    /// From now on that device may say where it waits with that stream, once.
    using Offered = std::function<void(const StreamHosts&)>;
    void expect(const Jid& from, const std::string& id, Offered offered);
    void forget(const Jid& from, const std::string& id);
    /// We are connected at the place of `jid`.
    void use(const StreamHosts& hosts, const std::string& jid);
    /// None of the places can be reached.
    void giveUp(const StreamHosts& hosts);

    /// The jid of the place that the other side took. NotFound: it reached none.
    [[nodiscard]] core::Task<std::string> offer(const Jid& to, const StreamHosts& hosts,
                                                core::Milliseconds patience);
    /// Where the proxy waits, and under which jid.
    [[nodiscard]] core::Task<StreamHost> proxyAt(const std::string& service);
    /// Both are connected there: from now on it carries bytes.
    [[nodiscard]] core::Task<void> activate(const std::string& proxy, const std::string& id,
                                            const Jid& target);

    std::optional<IqAnswer> takeRequest(const core::XmlElement& iq) override;

private:
    std::map<std::pair<Jid, std::string>, Offered> expected_;
    core::Owner owner_;
};

}  // namespace sidetone::xmpp
