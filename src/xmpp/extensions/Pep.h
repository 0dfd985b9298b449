// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/Address.h"
#include "core/Task.h"
#include "xmpp/Extension.h"

namespace sidetone::xmpp {

/// One item of a node.
struct PepItem {
    std::string id;
    core::XmlElement payload;  ///< empty name: none
};

/// How a node is to be (XEP-0060 7.1.5).
struct PepOptions {
    enum class Access { Presence, Open, Whitelist };
    enum class Items { One, Many };
    Access access = Access::Presence;
    Items items = Items::One;  ///< Many: publishing a second id keeps the first
    /// Whether those who come online are sent the last item.
    enum class SendLast { AsServer, Never };
    SendLast sendLast = SendLast::AsServer;
};

/// What changed in somebody's node.
struct PepEvent {
    core::Address from;  ///< whose node it is
    std::string node;
    std::vector<PepItem> items;
    std::vector<std::string> retracted;  ///< ids
    bool isEmptied = false;              ///< purged or deleted as a whole
};

/// Nodes of a person's own account (XEP-0163): publishing by rule MSG-12 of
/// reference/messaging.md 8.6, which gets along with what Prosody and ejabberd each refuse;
/// reading; and notifications. Protocol thread.
class Pep : public Extension {
public:
    explicit Pep(Session& session);
    ~Pep() override;

    /// Puts an item into a node of our own, which is made and set up where it has to be.
    [[nodiscard]] core::Task<void> publish(const std::string& node, const PepItem& item,
                                           const PepOptions& options = {});
    /// Takes an item out of a node of our own, and tells those who watch.
    [[nodiscard]] core::Task<void> retract(const std::string& node, const std::string& id);
    /// Removes a node of our own with all in it.
    [[nodiscard]] core::Task<void> remove(const std::string& node);
    /// The items of somebody's node (an empty address: ours), newest as the server orders them;
    /// NotFound where there is no such node. `most` 0: all.
    [[nodiscard]] core::Task<std::vector<PepItem>> items(const core::Address& owner,
                                                         const std::string& node, int most = 0);

    using Watcher = std::function<void(const PepEvent&)>;
    /// Hears of changes; what others hear of us is Extensions::watch's matter. More than one may
    /// watch a node. A notification counts only from the bare address of its account, which no
    /// client can write; the watcher says whose it wants.
    void watch(const std::string& node, Watcher watcher);

    bool takeMessage(const core::XmlElement& stanza) override;

private:
    struct Publication;
    void attempt(const std::shared_ptr<Publication>& publication);
    void refused(const std::shared_ptr<Publication>& publication, const core::Error& error);
    void reconfigure(const std::shared_ptr<Publication>& publication);
    void create(const std::shared_ptr<Publication>& publication);
    [[nodiscard]] core::Task<void> set(core::XmlElement payload);

    std::multimap<std::string, Watcher, std::less<>> watchers_;
    core::Owner owner_;
};

}  // namespace sidetone::xmpp
