// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <deque>
#include <memory>
#include <utility>

#include "net/PeerLink.h"
#include "xmpp/extensions/InBandBytes.h"

namespace sidetone::messaging {

/// A PeerLink whose bytes go through the chat servers (XEP-0047): for small files, or where
/// nothing better leads to the other device. Each is used in one direction.
class InBandLink final : public net::PeerLink {
public:
    InBandLink(xmpp::InBandBytes& carrier, xmpp::Jid peer, std::string id)
        : carrier_(carrier), peer_(std::move(peer)), id_(std::move(id)) {}
    ~InBandLink() override;

    void setHandlers(Handlers handlers) override;
    void write(std::string_view bytes) override;
    [[nodiscard]] std::size_t unsent() const override { return pending_.size() + underWay_; }
    void setReading(Reading reading) override;
    void finish() override;
    void close() override;

    // Of the receiving side: what the carrier said.
    void received(std::string bytes, std::function<void()> taken);
    void ended();

private:
    void send();
    void pumpLater();
    void pump();
    bool deliver();
    void end(const core::Error& error);

    xmpp::InBandBytes& carrier_;
    xmpp::Jid peer_;
    std::string id_;
    Handlers handlers_;
    Reading reading_ = Reading::Running;
    std::string pending_;
    std::size_t underWay_ = 0;
    int pieces_ = 0;  ///< under way
    std::uint16_t next_ = 0;
    bool isWaitedFor_ = false;
    bool isFinishing_ = false;
    bool isOver_ = false;    ///< the other side closed it, after all that is held
    bool isClosed_ = false;  ///< nothing is said any more
    std::deque<std::pair<std::string, std::function<void()>>> held_;
    bool isPumpDue_ = false;
    std::shared_ptr<int> alive_ = std::make_shared<int>();
    core::Owner owner_;
    QObject context_;  ///< ends the event loop's calls with this object
};

}  // namespace sidetone::messaging
