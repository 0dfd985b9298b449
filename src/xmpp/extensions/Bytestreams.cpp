// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/Bytestreams.h"

#include <QCryptographicHash>

#include "core/text.h"
#include "xmpp/LaterAnswer.h"
#include "xmpp/Session.h"
#include "xmpp/namespaces.h"
#include "xmpp/stanzas.h"

namespace sidetone::xmpp {
namespace {

using core::XmlElement;
using std::chrono_literals::operator""s;

constexpr std::size_t mostHosts = 30;
constexpr std::size_t longestHost = 255;
constexpr std::uint64_t lastPort = 65'535;
/// A proxy that does not answer must not hold up the other places.
constexpr core::Milliseconds proxyPatience = 5s;

std::optional<StreamHost> readHost(const XmlElement& element) {
    StreamHost host{std::string(element.attribute("jid")),
                    {std::string(element.attribute("host")), 0}};
    const auto port = core::parseNumber(element.attribute("port"));
    const bool isUsable = !host.jid.empty() && !host.place.host.empty() &&
                          host.place.host.size() <= longestHost && port && *port > 0 &&
                          *port <= lastPort;
    if (!isUsable) return {};
    host.place.port = std::uint16_t(*port);
    return host;
}

}  // namespace

StreamHosts readStreamHosts(const XmlElement& query) {
    StreamHosts found{std::string(query.attribute("sid")), {}};
    for (const auto& child : query.children) {
        if (child.name != "streamhost" || found.hosts.size() >= mostHosts) continue;
        if (auto host = readHost(child)) found.hosts.push_back(std::move(*host));
    }
    return found;
}

XmlElement writeStreamHosts(const StreamHosts& hosts) {
    XmlElement query("query", ns::bytestreams);
    query.setAttribute("sid", hosts.id).setAttribute("mode", "tcp");
    for (const auto& host : hosts.hosts) {
        XmlElement element("streamhost", ns::bytestreams);
        element.setAttribute("jid", host.jid).setAttribute("host", host.place.host);
        element.setAttribute("port", std::to_string(host.place.port));
        query.add(std::move(element));
    }
    return query;
}

std::string streamAddress(const std::string& id, const Jid& requester, const Jid& target) {
    const auto text = id + requester.text() + target.text();
    const auto hash =
        QCryptographicHash::hash(QByteArray::fromStdString(text), QCryptographicHash::Sha1);
    return hash.toHex().toStdString();
}

Bytestreams::Bytestreams(Session& session) : Extension(session) {}
Bytestreams::~Bytestreams() = default;

void Bytestreams::expect(const Jid& from, const std::string& id, Offered offered) {
    expected_[{from, id}] = std::move(offered);
}

void Bytestreams::forget(const Jid& from, const std::string& id) {
    expected_.erase({from, id});
}

void Bytestreams::use(const StreamHosts& hosts, const std::string& jid) {
    auto iq = stanza("iq", "result", hosts.from.text());
    iq.setAttribute("id", hosts.requestId);
    XmlElement query("query", ns::bytestreams);
    query.setAttribute("sid", hosts.id);
    query.add(XmlElement("streamhost-used", ns::bytestreams).setAttribute("jid", jid));
    iq.add(std::move(query));
    session().send(std::move(iq));
}

void Bytestreams::giveUp(const StreamHosts& hosts) {
    auto request = stanza("iq");
    request.setAttribute("id", hosts.requestId).setAttribute("from", hosts.from.text());
    session().send(refusalOf(request, core::ErrorCode::NotFound));
}

core::Task<std::string> Bytestreams::offer(const Jid& to, const StreamHosts& hosts,
                                           core::Milliseconds patience) {
    auto iq = stanza("iq", "set", to.text());
    iq.add(writeStreamHosts(hosts));
    core::Promise<std::string> promise;
    session()
        .request(std::move(iq), patience)
        .then(owner_, [promise](const core::Result<XmlElement>& answer) {
            if (!answer) return promise.settle(answer.error());
            const auto* query = answer->child("query", ns::bytestreams);
            const auto* used = query != nullptr ? query->child("streamhost-used") : nullptr;
            promise.settle(used != nullptr ? std::string(used->attribute("jid")) : std::string());
        });
    return promise.task();
}

core::Task<StreamHost> Bytestreams::proxyAt(const std::string& service) {
    auto iq = stanza("iq", "get", service);
    iq.add(XmlElement("query", ns::bytestreams));
    core::Promise<StreamHost> promise;
    session()
        .request(std::move(iq), proxyPatience)
        .then(owner_, [promise, service](const core::Result<XmlElement>& answer) {
            if (!answer) return promise.settle(answer.error());
            const auto* query = answer->child("query", ns::bytestreams);
            const auto found = query != nullptr ? readStreamHosts(*query) : StreamHosts();
            if (!found.hosts.empty()) return promise.settle(found.hosts.front());
            promise.settle(core::fail(core::ErrorCode::BadAnswer,
                                      "Asking " + service + " where it carries files",
                                      "it names no place"));
        });
    return promise.task();
}

core::Task<void> Bytestreams::activate(const std::string& proxy, const std::string& id,
                                       const Jid& target) {
    auto iq = stanza("iq", "set", proxy);
    XmlElement query("query", ns::bytestreams);
    query.setAttribute("sid", id);
    query.add(XmlElement("activate", ns::bytestreams).setText(target.text()));
    iq.add(std::move(query));
    core::Promise<void> promise;
    session()
        .request(std::move(iq))
        .then(owner_, [promise](const core::Result<XmlElement>& answer) {
            if (!answer) return promise.settle(answer.error());
            promise.settle({});
        });
    return promise.task();
}

std::optional<IqAnswer> Bytestreams::takeRequest(const XmlElement& iq) {
    const auto* query = iq.child("query", ns::bytestreams);
    if (query == nullptr || iq.attribute("type") != "set") return {};
    const auto from = Jid::parse(iq.attribute("from"));
    auto hosts = readStreamHosts(*query);
    const auto found = from ? expected_.find({*from, hosts.id}) : expected_.end();
    if (found == expected_.end() || query->attribute("mode") == "udp") {
        return core::fail(core::ErrorCode::InvalidInput, "Taking a stream that nobody waits for");
    }
    hosts.from = *from;
    hosts.requestId = iq.attribute("id");
    const auto offered = std::move(found->second);
    expected_.erase(found);
    offered(hosts);
    return answeredLater();
}

}  // namespace sidetone::xmpp
