// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "ConferenceRoom.h"
#include "HurriedClock.h"
#include "ServerFlow.h"
#include "Watchers.h"
#include "core/Log.h"
#include "core/Random.h"
#include "net/UdpSockets.h"
#include "sip/call/InviteSession.h"

namespace sidetone::test {

/// A telephone exchange as call managers are one: phones register with it, and it stands between
/// them as a back-to-back user agent (RFC 7092), so that each side has a Call-ID, tags, numbers and
/// session timers of its own. What it is dialled for besides people: "conf" makes a conference
/// (RFC 4579), "700" parks and "701" fetches, "*8NAME" takes the call that rings there, "*21*NAME"
/// and "#21#" forward. Over UDP, on loopback; its own words are the same rooms' as the client's,
/// but nothing of a user agent is shared.
class Exchange {
public:
    /// Session timers of the two sides, as "SECONDS;refresher=WHO"; empty: what the phones ask.
    struct Timers {
        std::string caller;  ///< put into what a caller asks for
        std::string callee;  ///< put into what is asked of the called side
    };

    Exchange();
    ~Exchange();
    Exchange(const Exchange&) = delete;
    Exchange& operator=(const Exchange&) = delete;

    [[nodiscard]] net::Endpoint endpoint() const { return socket_->localEndpoint(); }
    void hurry(int times) { clock_.hurry(times); }
    void setTimers(const Timers& timers) { timers_ = timers; }
    /// Nothing is answered and nothing sent any more.
    void fallSilent() { silent_ = true; }
    void speakAgain() { silent_ = false; }

    /// Calls that person from a conference, with what such a bridge offers.
    void callFromBridge(const std::string& user, const BridgeKind& bridge);
    [[nodiscard]] ConferenceRoom& room() { return room_; }

    /// "UPDATE anna": all requests that came, with who registered from there.
    [[nodiscard]] const std::vector<std::string>& heard() const { return heard_; }
    [[nodiscard]] int count(const std::string& request) const;
    /// The newest body that came with "METHOD anna", or in an "answer anna".
    [[nodiscard]] std::string bodyOf(const std::string& request) const;
    /// Refreshes that the exchange itself sent.
    [[nodiscard]] int refreshes() const { return refreshes_; }
    /// How the bridge answers that "conf" is.
    void setBridge(const BridgeKind& bridge) { bridge_ = bridge; }
    /// Call-IDs of the two sides of the newest call.
    [[nodiscard]] std::pair<std::string, std::string> newestIds() const;
    [[nodiscard]] int liveCalls() const;

private:
    struct Place {
        sip::Uri contact;
        std::shared_ptr<ServerFlow> flow;
    };
    /// One side of a call.
    struct Leg {
        std::string user;
        sip::Account account;
        std::shared_ptr<sip::InviteSession> session;
        Leg* other = nullptr;
        std::string offer;  ///< of the INVITE that came
        bool parked = false;
        bool inRoom = false;
    };

    void received(std::string_view bytes, const net::Endpoint& from);
    [[nodiscard]] std::shared_ptr<ServerFlow> flowTo(const net::Endpoint& remote);
    [[nodiscard]] std::string stamp(std::string message);
    void request(const std::shared_ptr<sip::ServerTransaction>& transaction);
    void registers(const std::shared_ptr<sip::ServerTransaction>& transaction);
    [[nodiscard]] std::string whoIs(const sip::Flow& flow) const;
    [[nodiscard]] Leg* legOf(const sip::DialogId& id);

    // ExchangeCalls.cpp
    Leg& makeLeg(const std::string& user, const std::string& shown,
                 const std::shared_ptr<ServerFlow>& flow);
    void invited(const std::shared_ptr<sip::ServerTransaction>& transaction);
    void route(Leg& caller, const std::string& called);
    void connectTo(Leg& caller, const std::string& user, const sip::InviteHeaders& with);
    void follow(Leg& leg);
    void referred(Leg& leg, const sip::Referral& referral);
    void ended(Leg& leg, const sip::SessionEnd& end);
    void replace(Leg& caller, const std::string& replaces);
    void park(Leg& caller);
    void retrieve(Leg& caller);
    void pickUp(Leg& caller, const std::string& user);
    void sayYes(Leg& caller);
    void enterRoom(Leg& caller);
    void tellLamps();
    [[nodiscard]] std::string quietAnswer(const std::string& offer) const;
    [[nodiscard]] std::string lampOf(const std::string& user) const;

    HurriedClock clock_;
    core::SystemRandom random_;
    core::Log log_;
    net::UdpSockets sockets_;
    std::unique_ptr<net::DatagramSocket> socket_;
    sip::TransactionLayer layer_;
    sip::Authenticator authenticator_;
    Watchers watchers_;
    ConferenceRoom room_;
    Timers timers_;
    bool silent_ = false;
    std::map<std::string, std::shared_ptr<ServerFlow>> flows_;
    std::map<std::string, Place> places_;
    std::map<std::string, std::string> forwarded_;
    std::list<Leg> legs_;
    std::vector<std::string> heard_;
    std::map<std::string, std::string> bodies_;
    int refreshes_ = 0;
    BridgeKind bridge_{"plain", {{97, "profile-level-id=42801F;packetization-mode=1"}}, 1'000};
    core::Timer later_;
};

}  // namespace sidetone::test
