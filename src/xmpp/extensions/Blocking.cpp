// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/Blocking.h"

#include "xmpp/Session.h"
#include "xmpp/namespaces.h"
#include "xmpp/stanzas.h"

namespace sidetone::xmpp {
namespace {

using core::XmlElement;

/// Of ours, where the account has none in force.
constexpr auto ownList = "blocked";

std::set<core::Address> addressesIn(const XmlElement& list) {
    std::set<core::Address> found;
    for (const auto& child : list.children) {
        if (!child.is("item", ns::blocking)) continue;
        if (const auto jid = Jid::parse(child.attribute("jid"))) {
            if (!jid->address().isEmpty()) found.insert(jid->address());
        }
    }
    return found;
}

/// An item that keeps all stanzas of one address away: what block() makes.
bool isOurs(const XmlElement& item) {
    return item.attribute("type") == "jid" && item.attribute("action") == "deny" &&
           item.children.empty();
}

XmlElement itemFor(const core::Address& address) {
    XmlElement item("item", ns::privacyLists);
    item.setAttribute("type", "jid").setAttribute("value", address.text());
    item.setAttribute("action", "deny");
    return item;
}

}  // namespace

Blocking::Blocking(Session& session) : Extension(session) {}
Blocking::~Blocking() = default;

void Blocking::sessionStarted() {
    auto iq = stanza("iq", "get");
    iq.add(XmlElement("blocklist", ns::blocking));
    session().request(std::move(iq)).then(owner_, [this](const core::Result<XmlElement>& answer) {
        if (!answer) return askForLists();
        means_ = Means::Command;
        const auto* list = answer->child("blocklist", ns::blocking);
        put(list != nullptr ? addressesIn(*list) : std::set<core::Address>());
    });
}

void Blocking::sessionEnded() {
    owner_.cancelAll();
}

void Blocking::put(std::set<core::Address> blocked) {
    blocked_ = std::move(blocked);
    Q_EMIT changed();
}

core::Task<void> Blocking::set(XmlElement payload) {
    auto iq = stanza("iq", "set");
    iq.add(std::move(payload));
    core::Promise<void> promise;
    auto task = promise.task();
    session()
        .request(std::move(iq))
        .then(owner_, [promise](const core::Result<XmlElement>& answer) {
            if (!answer) return promise.settle(answer.error());
            promise.settle(core::Status());
        });
    return task;
}

void Blocking::askForLists() {
    auto iq = stanza("iq", "get");
    iq.add(XmlElement("query", ns::privacyLists));
    session().request(std::move(iq)).then(owner_, [this](const core::Result<XmlElement>& answer) {
        const auto* query = answer ? answer->child("query", ns::privacyLists) : nullptr;
        means_ = query != nullptr ? Means::Lists : Means::None;
        if (query == nullptr) return Q_EMIT changed();
        const auto* inForce = query->child("default", ns::privacyLists);
        listName_ = inForce != nullptr ? std::string(inForce->attribute("name")) : "";
        if (listName_.empty()) {
            listName_ = ownList;
            return put({});
        }
        askForList(listName_);
    });
}

void Blocking::askForList(const std::string& name) {
    XmlElement query("query", ns::privacyLists);
    query.add(XmlElement("list", ns::privacyLists).setAttribute("name", name));
    auto iq = stanza("iq", "get");
    iq.add(std::move(query));
    session().request(std::move(iq)).then(owner_, [this](const core::Result<XmlElement>& answer) {
        if (!answer) return;
        const auto* found = answer->child("query", ns::privacyLists);
        const auto* list = found != nullptr ? found->child("list", ns::privacyLists) : nullptr;
        if (list == nullptr) return;
        std::set<core::Address> blocked;
        otherItems_.clear();
        for (const auto& item : list->children) {
            const auto address = core::Address::parse(std::string(item.attribute("value")));
            if (isOurs(item) && address) {
                blocked.insert(*address);
            } else {
                otherItems_.push_back(item);
            }
        }
        put(std::move(blocked));
    });
}

core::Task<void> Blocking::writeList(std::set<core::Address> blocked) {
    XmlElement list("list", ns::privacyLists);
    list.setAttribute("name", listName_);
    int order = 0;
    for (const auto& address : blocked) {
        list.add(itemFor(address).setAttribute("order", std::to_string(++order)));
    }
    for (auto item : otherItems_) {
        std::erase_if(item.attributes, [](const auto& one) { return one.first == "order"; });
        list.add(item.setAttribute("order", std::to_string(++order)));
    }
    if (order == 0) {  // a list without items is a list removed (XEP-0016 2.6)
        XmlElement all("item", ns::privacyLists);
        list.add(all.setAttribute("action", "allow").setAttribute("order", "1"));
    }
    XmlElement query("query", ns::privacyLists);
    query.add(std::move(list));
    core::Promise<void> promise;
    auto task = promise.task();
    set(std::move(query)).then(owner_, [this, promise, blocked](const core::Status& done) {
        if (!done) return promise.settle(done.error());
        XmlElement inForce("query", ns::privacyLists);
        inForce.add(XmlElement("default", ns::privacyLists).setAttribute("name", listName_));
        set(std::move(inForce)).then(owner_, [this, promise, blocked](const core::Status& used) {
            if (!used) return promise.settle(used.error());
            put(blocked);
            promise.settle(core::Status());
        });
    });
    return task;
}

core::Task<void> Blocking::command(const char* name, const core::Address& address) {
    XmlElement element(name, ns::blocking);
    element.add(XmlElement("item", ns::blocking).setAttribute("jid", address.text()));
    return set(std::move(element));
}

core::Task<void> Blocking::change(const core::Address& address, bool isBlocked) {
    if (means_ == Means::Command) return command(isBlocked ? "block" : "unblock", address);
    if (means_ == Means::Lists) {
        auto blocked = blocked_;
        if (isBlocked) {
            blocked.insert(address);
        } else {
            blocked.erase(address);
        }
        return writeList(std::move(blocked));
    }
    return core::Task<void>::ready(
        core::fail(core::ErrorCode::Unsupported, isBlocked ? "Blocking" : "Unblocking",
                   means_ == Means::None ? "the server cannot block people"
                                         : "the server has not yet said whether it can"));
}

core::Task<void> Blocking::block(const core::Address& address) {
    return change(address, true);
}

core::Task<void> Blocking::unblock(const core::Address& address) {
    return change(address, false);
}

std::optional<IqAnswer> Blocking::takeRequest(const XmlElement& iq) {
    if (iq.attribute("type") != "set") return {};
    const auto* block = iq.child("block", ns::blocking);
    const auto* unblock = iq.child("unblock", ns::blocking);
    if (block == nullptr && unblock == nullptr) return {};
    const auto from = iq.attribute("from");
    if (!from.empty() && from != session().account().address.text() &&
        from != session().account().address.domain()) {
        return core::fail(core::ErrorCode::Forbidden, "Changing whom we block");
    }
    auto blocked = blocked_;
    if (block != nullptr) {
        blocked.merge(addressesIn(*block));
    } else if (unblock->children.empty()) {
        blocked.clear();  // all of them (XEP-0191 3.5)
    } else {
        for (const auto& address : addressesIn(*unblock)) blocked.erase(address);
    }
    put(std::move(blocked));
    return XmlElement();
}

}  // namespace sidetone::xmpp
