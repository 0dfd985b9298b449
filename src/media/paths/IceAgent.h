// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/Clock.h"
#include "core/Random.h"
#include "core/Result.h"
#include "media/paths/CheckList.h"
#include "media/paths/IceConsent.h"
#include "media/paths/IceCredentials.h"
#include "media/paths/StunTransaction.h"

namespace sidetone::media {

/// Idle --start()--> Checking --each component has a nominated pair--> Connected
/// Checking --nothing is left to try, and the patience is over--> Failed
/// Connected --no consent for 30 s--> Lost
/// any --restart()--> Idle; what was selected goes on until the next Connected
enum class IceState { Idle, Checking, Connected, Failed, Lost };

/// The way that was chosen for one component.
struct IcePath {
    TransportAddress base;    ///< our socket, or our address at a relay
    TransportAddress remote;  ///< where to send
    CandidateKind localKind = CandidateKind::Host;
    CandidateKind remoteKind = CandidateKind::Host;

    friend bool operator==(const IcePath&, const IcePath&) = default;
};

/// Where datagrams go: the owner of the sockets, and of a relay for bases that lie there.
class IceSender {
public:
    virtual ~IceSender() = default;
    /// Never calls back in here.
    virtual void send(const TransportAddress& base, const TransportAddress& to,
                      std::span<const std::uint8_t> datagram) = 0;
};

struct IceSettings {
    IceRole role = IceRole::Controlling;  ///< the side that made the offer controls
    int components = 1;                   ///< 1, or 2 where RTCP has a port of its own
    core::Milliseconds pace{50};          ///< Ta: no two checks begin closer together
    /// From the first way that works to its nomination, where better ones are still tried.
    core::Milliseconds nominationWait{500};
    /// No failure before (RFC 8863): the other side may begin late and reach us first.
    core::Milliseconds patience{39'500};
};

/// Called from receive() or a timer; the agent must not be destroyed in there.
struct IceEvents {
    std::function<void(IceState)> onState;
    std::function<void(int component, const IcePath&)> onPath;
};

/// A full ICE agent (RFC 8445) for one stream of media: checks what works between the candidates of
/// both sides, agrees on one way for each component by regular nomination, and keeps the consent of
/// the other side fresh (RFC 7675). It owns no socket. One thread.
class IceAgent {
public:
    IceAgent(core::Clock& clock, core::Random& random, IceSender& sender, IceSettings settings,
             IceEvents events);
    ~IceAgent();
    IceAgent(const IceAgent&) = delete;
    IceAgent& operator=(const IceAgent&) = delete;

    // Candidates of this side, before start(). A higher preference (0 to 65535) is tried first.
    void addHost(int component, const TransportAddress& address, std::uint16_t preference = 65535);
    /// What a server saw (XOR-MAPPED-ADDRESS) of a host address that was added before. One that
    /// equals an address that is there says nothing and is left out.
    void addReflexive(int component, const TransportAddress& address, const TransportAddress& base,
                      const TransportAddress& server);
    void addRelayed(int component, const TransportAddress& address, const TransportAddress& mapped,
                    const TransportAddress& server, std::uint16_t preference = 65535);
    /// What the description of this side says. Peer-reflexive ones never stand in it.
    [[nodiscard]] std::vector<IceCandidate> candidates() const;
    [[nodiscard]] const IceCredentials& credentials() const { return local_; }

    /// Begins with what the other side's description says. InvalidInput where its credentials break
    /// the standard, Busy where checks run already.
    [[nodiscard]] core::Status start(const IceCredentials& remote,
                                     std::span<const IceCandidate> candidates);
    /// New credentials, and everything from the start (RFC 8445, section 9): candidates stay, what
    /// was selected is used on. Both sides need start() again with the other's new description.
    void restart();
    /// Candidates of another network, for a restart.
    void clearCandidates();

    /// A datagram that came to one of our bases. False: it is none of ICE's.
    bool receive(const TransportAddress& base, const TransportAddress& from,
                 std::span<const std::uint8_t> datagram);

    /// Where to send: the selected way; before there is one, the best that works (RFC 8445,
    /// section 12.1). None: nothing may be sent.
    [[nodiscard]] std::optional<IcePath> path(int component) const;
    [[nodiscard]] IceState state() const { return state_; }
    [[nodiscard]] IceRole role() const { return role_; }
    [[nodiscard]] const CheckList& checkList() const { return list_; }

private:
    /// A check under way.
    struct Check {
        int pair = 0;
        bool nominates = false;
        IceRole role{};
        std::unique_ptr<StunTransaction> transaction;
    };
    /// A way that worked (RFC 8445, section 7.2.5.3.2).
    struct Valid {
        int pair = 0;  ///< whose check found it
        int component = 1;
        std::uint64_t priority = 0;
        IcePath path;
        bool isNominated = false;
    };
    /// What was chosen, with the credentials that it was chosen with: they outlive a restart.
    struct Selected {
        std::uint64_t priority = 0;
        IcePath path;
        IceCredentials local;
        IceCredentials remote;
        std::unique_ptr<IceConsent> consent;
        bool isOfThisRun = false;
    };
    /// A check of the other side that came before its description.
    struct Early {
        TransportAddress base;
        TransportAddress from;
        std::uint32_t priority = 0;
        bool nominates = false;
    };

    // Checks of ours (IceAgentChecks.cpp).
    void schedule();
    void tick();
    [[nodiscard]] bool checkNext();
    void check(CandidatePair& pair, bool nominates);
    [[nodiscard]] StunMessage makeRequest(const IceCredentials& local, const IceCredentials& remote,
                                          std::uint32_t priority) const;
    void trigger(int pair);
    void checkTimedOut(const StunTransactionId& id);
    void receiveAnswer(const TransportAddress& base, const TransportAddress& from,
                       std::span<const std::uint8_t> datagram, const StunMessage& message);
    void checkFailed(const Check& check);
    void checkSucceeded(const Check& check, const TransportAddress& mapped);
    void rolesConflicted(const Check& check);
    [[nodiscard]] IceCandidate localAt(const CandidatePair& pair, const TransportAddress& mapped);
    void receiveConsent(const TransportAddress& base, const TransportAddress& from,
                        std::span<const std::uint8_t> datagram, const StunMessage& message);

    // Checks of the other side (IceAgentAnswers.cpp).
    void receiveRequest(const TransportAddress& base, const TransportAddress& from,
                        std::span<const std::uint8_t> datagram, const StunMessage& message);
    [[nodiscard]] const IceCredentials* credentialsFor(const StunMessage& message) const;
    [[nodiscard]] bool settlesRoles(const StunMessage& message);
    void refuse(const TransportAddress& base, const TransportAddress& to,
                const StunMessage& request, StunError error, const IceCredentials* credentials);
    void accept(const TransportAddress& base, const TransportAddress& to,
                const StunMessage& request, const IceCredentials& credentials);
    void checkedBy(const Early& check);
    [[nodiscard]] CandidatePair* pairFor(const Early& check);
    void nominatedByPeer(CandidatePair& pair);

    // Nomination and end (IceAgent.cpp).
    void setRole(IceRole role);
    void considerNomination();
    [[nodiscard]] Valid* bestValid(int component);
    [[nodiscard]] bool isWorthWaiting(const Valid& best) const;
    void nominate(int pair);
    void select(const Valid& valid);
    void considerEnd();
    void setState(IceState state);
    void consentLost();
    void addLocal(IceCandidate candidate);

    core::Clock& clock_;
    core::Random& random_;
    IceSender& sender_;
    const IceSettings settings_;
    const IceEvents events_;
    IceRole role_;
    std::uint64_t tieBreaker_;
    IceState state_ = IceState::Idle;
    IceCredentials local_;
    IceCredentials remote_;
    std::optional<IceCredentials> previousLocal_;
    Foundations foundations_;
    std::vector<IceCandidate> locals_;
    std::vector<IceCandidate> remotes_;
    CheckList list_;
    std::vector<int> triggered_;
    std::map<StunTransactionId, Check> checks_;
    std::vector<Valid> valid_;
    std::map<int, int> nominating_;  ///< component to the pair whose nomination is under way
    std::map<int, Selected> selected_;
    std::vector<Early> early_;
    std::optional<core::Instant> lastCheck_;
    bool isPatient_ = false;
    bool hasWaited_ = false;
    core::Timer pace_;
    core::Timer patience_;
    core::Timer nominationWait_;
};

}  // namespace sidetone::media
