// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/Secret.h"
#include "core/Task.h"
#include "xmpp/extensions/DiscoClient.h"
#include "xmpp/extensions/Pep.h"

namespace sidetone::xmpp {

/// A room that a person keeps among theirs.
struct Bookmark {
    core::Address room;
    std::string name;
    std::string nickname;
    std::optional<core::Secret> password;
    bool joinsBySelf = false;
};

/// A person's rooms, the same on all of their devices: in a node of the account (XEP-0402) where
/// the server mirrors it for older programs, else in private XML (XEP-0048), by rule MSG-11 of
/// reference/messaging.md 8.5. What other programs wrote beside our fields stays. Protocol thread.
class Bookmarks {
public:
    Bookmarks(Session& session, DiscoClient& disco, Pep& pep);

    /// Reads all, once for each session; until then nothing can be written.
    [[nodiscard]] core::Task<std::vector<Bookmark>> load();
    /// Adds one or changes it.
    [[nodiscard]] core::Task<void> put(const Bookmark& bookmark);
    [[nodiscard]] core::Task<void> remove(const core::Address& room);
    /// Another device changed one, or took it out (empty). Empty in private XML, which tells
    /// nobody.
    std::function<void(const core::Address&, const std::optional<Bookmark>&)> changed;

private:
    enum class Place { Unknown, Node, PrivateXml };
    struct Loading;
    void notified(const PepEvent& event);
    void loadNode(const core::Promise<std::vector<Bookmark>>& promise);
    void loadPrivate(const core::Promise<std::vector<Bookmark>>& promise);
    [[nodiscard]] core::Task<core::XmlElement> readStorage();
    [[nodiscard]] core::Task<void> rewrite(const core::Address& room,
                                           const std::optional<Bookmark>& bookmark);
    /// The element with our fields set and all else as it was.
    [[nodiscard]] core::XmlElement elementFor(const Bookmark& bookmark) const;

    Session& session_;
    DiscoClient& disco_;
    Pep& pep_;
    Place place_ = Place::Unknown;
    std::map<core::Address, core::XmlElement> known_;  ///< as they came
    core::Owner owner_;
};

}  // namespace sidetone::xmpp
