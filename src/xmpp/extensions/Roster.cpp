// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/Roster.h"

#include <utility>

#include "xmpp/Session.h"
#include "xmpp/namespaces.h"
#include "xmpp/stanzas.h"

namespace sidetone::xmpp {
namespace {

using core::XmlElement;

constexpr std::string_view subscriptions[] = {"none", "to", "from", "both"};

/// Empty where the item names no person: transports and servers are no contacts.
std::optional<RosterItem> readItem(const XmlElement& element) {
    const auto jid = Jid::parse(element.attribute("jid"));
    if (!jid || jid->user.empty()) return {};
    RosterItem item;
    item.address = jid->address();
    if (item.address.isEmpty()) return {};
    item.name = element.attribute("name");
    const auto subscription = element.attribute("subscription");
    for (std::size_t i = 0; i < std::size(subscriptions); ++i) {
        if (subscriptions[i] == subscription) item.subscription = Subscription(i);
    }
    item.asked = element.attribute("ask") == "subscribe";
    for (const auto& child : element.children) {
        if (child.name == "group" && !child.text.empty()) item.groups.push_back(child.text);
    }
    return item;
}

XmlElement change(XmlElement item) {
    XmlElement query("query", ns::roster);
    query.add(std::move(item));
    auto iq = stanza("iq", "set");
    iq.add(std::move(query));
    return iq;
}

core::Task<void> done(core::Owner& owner, core::Task<XmlElement> request) {
    core::Promise<void> promise;
    auto task = promise.task();
    std::move(request).then(owner, [promise](core::Result<XmlElement> answer) {
        if (!answer) return promise.settle(std::move(answer.error()));
        promise.settle(core::Status());
    });
    return task;
}

}  // namespace

Roster::Roster(Session& session) : Extension(session) {}
Roster::~Roster() = default;

void Roster::restore(std::string version, std::vector<RosterItem> items) {
    version_ = std::move(version);
    items_.clear();
    for (auto& item : items) items_.insert_or_assign(item.address, std::move(item));
}

const RosterItem* Roster::find(const core::Address& address) const {
    const auto found = items_.find(address);
    return found != items_.end() ? &found->second : nullptr;
}

void Roster::sessionStarted() {
    XmlElement query("query", ns::roster);
    const auto* features = session().features();
    if (features != nullptr && features->child("ver", ns::rosterVersions) != nullptr) {
        query.setAttribute("ver", version_);
    }
    auto iq = stanza("iq", "get");
    iq.add(std::move(query));
    session().request(std::move(iq)).then(owner_, [this](const core::Result<XmlElement>& answer) {
        if (!answer) {
            session().log().warning("xmpp", "No contact list: " + answer.error().sentence());
            return;
        }
        // An answer without a list: the version that we have is the newest (XEP-0237 2.4).
        if (const auto* list = answer->child("query", ns::roster)) readAll(*list);
        loaded_ = true;
        Q_EMIT loaded();
    });
}

void Roster::sessionEnded() {
    loaded_ = false;
}

void Roster::readAll(const XmlElement& query) {
    items_.clear();
    version_ = query.attribute("ver");
    for (const auto& child : query.children) {
        if (child.name != "item") continue;
        if (auto item = readItem(child)) items_.insert_or_assign(item->address, std::move(*item));
    }
}

std::optional<IqAnswer> Roster::takeRequest(const XmlElement& iq) {
    const auto* query = iq.child("query", ns::roster);
    if (query == nullptr || iq.attribute("type") != "set") return {};
    // RFC 6121 2.1.6: anybody could send such a stanza; only our own account may mean it.
    if (const auto from = iq.attribute("from"); !from.empty()) {
        const auto sender = Jid::parse(from);
        const auto self = session().jid();
        if (!sender || (*sender != self.bare() && sender->text() != self.domain)) return {};
    }
    if (const auto version = query->attribute("ver"); !version.empty()) version_ = version;
    for (const auto& child : query->children) {
        if (child.name == "item") apply(child);
    }
    return XmlElement();
}

void Roster::apply(const XmlElement& element) {
    auto item = readItem(element);
    if (!item) return;
    const auto address = item->address;
    if (element.attribute("subscription") == "remove") {
        if (items_.erase(address) > 0) Q_EMIT itemRemoved(address);
        return;
    }
    items_.insert_or_assign(address, std::move(*item));
    Q_EMIT itemChanged(address);
}

core::Task<void> Roster::set(const core::Address& address, const std::string& name,
                             const std::vector<std::string>& groups) {
    XmlElement item("item", ns::roster);
    item.setAttribute("jid", address.text());
    if (!name.empty()) item.setAttribute("name", name);
    for (const auto& group : groups) {
        item.add(XmlElement("group", ns::roster).setText(group));
    }
    return done(owner_, session().request(change(std::move(item))));
}

core::Task<void> Roster::remove(const core::Address& address) {
    XmlElement item("item", ns::roster);
    item.setAttribute("jid", address.text());
    item.setAttribute("subscription", "remove");
    return done(owner_, session().request(change(std::move(item))));
}

}  // namespace sidetone::xmpp
