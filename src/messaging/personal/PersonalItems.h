// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <map>
#include <string>

#include "core/Clock.h"
#include "core/Log.h"
#include "core/Task.h"
#include "store/Cache.h"
#include "xmpp/Extensions.h"

namespace sidetone::messaging {

/// Small texts of the person's own (contacts that they wrote down, the order of their groups), the
/// same on all of their devices: in a node of the account that nobody else may read (XEP-0223),
/// with a copy in the store. What the server has not taken lies here alone until it does.
/// Protocol thread.
class PersonalItems : public QObject {
    Q_OBJECT
public:
    struct Item {
        std::string text;
        bool isOnlyHere = false;  ///< the server does not have it
        friend bool operator==(const Item&, const Item&) = default;
    };
    PersonalItems(core::Clock& clock, core::Log& log, xmpp::Extensions& extensions,
                  core::Address self, store::Store& store);

    /// The server's are read and what it lacks is sent.
    void sessionStarted();

    [[nodiscard]] const std::map<std::string, Item>& items() const { return items_; }
    /// Why the server keeps none of them: a sentence; empty where it does, or was not asked yet.
    [[nodiscard]] const std::string& whyOnlyHere() const { return whyOnlyHere_; }
    /// Kept here at once; settles when the server has answered, with success also where it keeps
    /// none (whyOnlyHere() tells). An id has 64 bytes at most. Errors: TooLarge over 32 KiB.
    [[nodiscard]] core::Task<void> put(const std::string& id, const std::string& text);
    /// Errors: those of the server, which then still has it.
    [[nodiscard]] core::Task<void> remove(const std::string& id);

Q_SIGNALS:
    void changed();

private:
    void restore();
    /// It is one, not too long, and there is room for it.
    [[nodiscard]] static bool mayTake(const xmpp::PepItem& item,
                                      const std::map<std::string, Item>& into);
    void take(const std::vector<xmpp::PepItem>& found);
    void notified(const xmpp::PepEvent& event);
    void publish(const std::string& id, const core::Promise<void>& promise);
    void save();

    core::Clock& clock_;
    core::Log& log_;
    xmpp::Pep& pep_;
    core::Address self_;
    store::Cache cache_;
    std::map<std::string, Item> items_;
    std::string whyOnlyHere_;
    core::Owner owner_;
};

}  // namespace sidetone::messaging
