// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/Bookmarks.h"

#include <algorithm>

#include "xmpp/Session.h"
#include "xmpp/namespaces.h"
#include "xmpp/stanzas.h"

namespace sidetone::xmpp {
namespace {

using core::XmlElement;

constexpr auto mirrored = "urn:xmpp:bookmarks:1#compat";
/// Where the pep variant of the old form is mirrored too, the server says so with this.
constexpr auto mirroredPep = "urn:xmpp:bookmarks:1#compat-pep";

core::Address roomIn(std::string_view text) {
    const auto jid = Jid::parse(text);
    return jid && jid->resource.empty() ? jid->address() : core::Address();
}

std::optional<Bookmark> read(const XmlElement& element, std::string_view room) {
    Bookmark bookmark;
    bookmark.room = roomIn(room);
    if (bookmark.room.isEmpty()) return {};
    bookmark.name = element.attribute("name");
    const auto joins = element.attribute("autojoin");
    bookmark.joinsBySelf = joins == "true" || joins == "1";
    bookmark.nickname = element.childText("nick");
    if (const auto password = element.childText("password"); !password.empty()) {
        bookmark.password = core::Secret(password);
    }
    return bookmark;
}

void setChild(XmlElement& element, const std::string& name, const std::string& text) {
    std::erase_if(element.children, [&](const XmlElement& child) { return child.name == name; });
    if (!text.empty()) element.add(XmlElement(name, element.nameSpace).setText(text));
}

bool isFor(const XmlElement& element, const core::Address& room) {
    return element.name == "conference" && roomIn(element.attribute("jid")) == room;
}

PepOptions nodeOptions() {
    PepOptions options;
    options.access = PepOptions::Access::Whitelist;
    options.items = PepOptions::Items::Many;
    options.sendLast = PepOptions::SendLast::Never;
    return options;
}

}  // namespace

Bookmarks::Bookmarks(Session& session, DiscoClient& disco, Pep& pep)
    : session_(session), disco_(disco), pep_(pep) {
    pep_.watch(ns::bookmarks, [this](const PepEvent& event) { notified(event); });
}

void Bookmarks::notified(const PepEvent& event) {
    if (event.from != session_.account().address || !changed) return;
    for (const auto& item : event.items) {
        const auto bookmark = read(item.payload, item.id);
        if (!bookmark || !item.payload.is("conference", ns::bookmarks)) continue;
        known_[bookmark->room] = item.payload;
        changed(bookmark->room, bookmark);
    }
    for (const auto& id : event.retracted) {
        const auto room = roomIn(id);
        if (known_.erase(room) > 0) changed(room, {});
    }
}

core::Task<std::vector<Bookmark>> Bookmarks::load() {
    core::Promise<std::vector<Bookmark>> promise;
    auto task = promise.task();
    place_ = Place::Unknown;
    disco_.info(session_.account().address.text())
        .then(owner_, [this, promise](const core::Result<DiscoInfo>& info) {
            if (!info && info.error().code == core::ErrorCode::Unavailable) {
                return promise.settle(info.error());
            }
            const bool isNode = info && (info->has(mirrored) || info->has(mirroredPep));
            place_ = isNode ? Place::Node : Place::PrivateXml;
            isNode ? loadNode(promise) : loadPrivate(promise);
        });
    return task;
}

void Bookmarks::loadNode(const core::Promise<std::vector<Bookmark>>& promise) {
    pep_.items({}, ns::bookmarks)
        .then(owner_, [this, promise](const core::Result<std::vector<PepItem>>& items) {
            known_.clear();
            std::vector<Bookmark> bookmarks;
            if (!items) {
                // Nobody has kept a room yet.
                if (items.error().code == core::ErrorCode::NotFound)
                    return promise.settle(bookmarks);
                return promise.settle(items.error());
            }
            for (const auto& item : *items) {
                const auto bookmark = read(item.payload, item.id);
                if (!bookmark || !item.payload.is("conference", ns::bookmarks)) continue;
                known_[bookmark->room] = item.payload;
                bookmarks.push_back(*bookmark);
            }
            promise.settle(std::move(bookmarks));
        });
}

core::Task<XmlElement> Bookmarks::readStorage() {
    XmlElement query("query", ns::privateXml);
    query.add(XmlElement("storage", ns::storedBookmarks));
    auto iq = stanza("iq", "get");
    iq.add(std::move(query));
    core::Promise<XmlElement> promise;
    auto task = promise.task();
    session_.request(std::move(iq)).then(owner_, [promise](const core::Result<XmlElement>& answer) {
        if (!answer) return promise.settle(answer.error());
        const auto* found = answer->child("query", ns::privateXml);
        const auto* storage =
            found != nullptr ? found->child("storage", ns::storedBookmarks) : nullptr;
        promise.settle(storage != nullptr ? *storage : XmlElement("storage", ns::storedBookmarks));
    });
    return task;
}

void Bookmarks::loadPrivate(const core::Promise<std::vector<Bookmark>>& promise) {
    readStorage().then(owner_, [this, promise](const core::Result<XmlElement>& storage) {
        if (!storage) return promise.settle(storage.error());
        known_.clear();
        std::vector<Bookmark> bookmarks;
        for (const auto& child : storage->children) {
            if (child.name != "conference") continue;
            const auto bookmark = read(child, child.attribute("jid"));
            if (!bookmark) continue;
            known_[bookmark->room] = child;
            bookmarks.push_back(*bookmark);
        }
        promise.settle(std::move(bookmarks));
    });
}

XmlElement Bookmarks::elementFor(const Bookmark& bookmark) const {
    const bool isNode = place_ == Place::Node;
    XmlElement element("conference", isNode ? ns::bookmarks : ns::storedBookmarks);
    if (const auto found = known_.find(bookmark.room); found != known_.end()) {
        element = found->second;
    }
    if (!isNode) element.setAttribute("jid", bookmark.room.text());
    element.setAttribute("name", bookmark.name);
    element.setAttribute("autojoin", bookmark.joinsBySelf ? "true" : "false");
    setChild(element, "nick", bookmark.nickname);
    setChild(element, "password", bookmark.password ? bookmark.password->reveal() : std::string());
    return element;
}

core::Task<void> Bookmarks::put(const Bookmark& bookmark) {
    if (place_ == Place::PrivateXml) return rewrite(bookmark.room, bookmark);
    if (place_ == Place::Unknown) {
        return core::Task<void>::ready(core::fail(core::ErrorCode::Unavailable,
                                                  "Keeping the room among yours",
                                                  "yours were not read yet", "Try again."));
    }
    auto element = elementFor(bookmark);
    known_[bookmark.room] = element;
    return pep_.publish(ns::bookmarks, {bookmark.room.text(), std::move(element)}, nodeOptions());
}

core::Task<void> Bookmarks::remove(const core::Address& room) {
    if (place_ == Place::PrivateXml) return rewrite(room, {});
    known_.erase(room);
    return pep_.retract(ns::bookmarks, room.text());
}

core::Task<void> Bookmarks::rewrite(const core::Address& room,
                                    const std::optional<Bookmark>& bookmark) {
    core::Promise<void> promise;
    auto task = promise.task();
    // Read anew: another device may have written meanwhile, and the whole list is replaced.
    readStorage().then(
        owner_, [this, promise, room, bookmark](const core::Result<XmlElement>& found) {
            if (!found) return promise.settle(found.error());
            auto storage = *found;
            for (const auto& child : storage.children) {
                if (isFor(child, room)) known_[room] = child;
            }
            std::erase_if(storage.children,
                          [&](const XmlElement& child) { return isFor(child, room); });
            if (bookmark) {
                known_[room] = elementFor(*bookmark);
                storage.add(known_[room]);
            } else {
                known_.erase(room);
            }
            XmlElement query("query", ns::privateXml);
            query.add(std::move(storage));
            auto iq = stanza("iq", "set");
            iq.add(std::move(query));
            session_.request(std::move(iq)).then(owner_, [promise](const auto& answer) {
                if (!answer) return promise.settle(answer.error());
                promise.settle({});
            });
        });
    return task;
}

}  // namespace sidetone::xmpp
