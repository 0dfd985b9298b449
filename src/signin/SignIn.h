// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/Clock.h"
#include "core/Log.h"
#include "core/Random.h"
#include "core/Secret.h"
#include "core/Task.h"
#include "net/AddressMemory.h"
#include "net/Connection.h"
#include "net/HttpClient.h"
#include "net/Resolver.h"
#include "signin/Deployment.h"
#include "signin/Questions.h"
#include "signin/Redirects.h"
#include "signin/SignInRequest.h"
#include "signin/Trace.h"
#include "signin/TraceRecorder.h"

namespace sidetone::signin {

class CertificateVault;

/// What sign-in needs of the world. All must outlive the SignIn.
struct SignInPorts {
    core::Clock& clock;
    net::Resolver& resolver;
    net::HttpClient& http;
    net::ConnectionFactory& connections;
    core::Log& log;
    core::Random& random;
    Questions* questions = nullptr;  ///< null: nobody can be asked
    /// Our own certificates; null: devices that need one are not enrolled.
    CertificateVault* certificates = nullptr;
    Redirects* redirects = nullptr;  ///< null: no browser can come back, so no single sign-on
    /// Hosts' addresses for the time when the name servers are dead; null: none are kept.
    net::AddressMemory* addresses = nullptr;
};

/// Sign in for real, or find out only what would happen.
enum class Purpose { SignIn, Explain };

struct SignInOptions {
    Purpose purpose = Purpose::SignIn;
    core::Milliseconds deadline{20'000};    ///< for the whole (DISC-10)
    core::Milliseconds lookupLimit{2'500};  ///< for one DNS question
    /// For finding one call manager that answers; it grows where the name servers are far away.
    core::Milliseconds reachLimit{2'500};
    core::Milliseconds requestLimit{5'000};  ///< for one HTTP exchange after that
    core::Milliseconds fileLimit{10'000};    ///< for one configuration file
};

/// One sign-in from an address to a Deployment: the straight way of the chapter, see plan.h for
/// the steps in their order. It leaves nothing behind when it fails. Use once. Protocol thread.
class SignIn {
public:
    explicit SignIn(SignInPorts ports, SignInOptions options = {});
    ~SignIn();
    SignIn(const SignIn&) = delete;
    SignIn& operator=(const SignIn&) = delete;

    /// Called after every change of the trace; it must not destroy the SignIn.
    void onTraceChanged(std::function<void()> changed);
    /// Finds everything and checks the password. Fails with the one sentence for the person,
    /// which is also trace().verdict. Without a password (only for Purpose::Explain) the steps
    /// that need it are skipped and said so; the Deployment then holds what was found.
    /// Dropping the task ends the sign-in.
    [[nodiscard]] core::Task<Deployment> run(SignInRequest request);
    [[nodiscard]] core::Task<Deployment> run(const std::string& address,
                                             std::optional<core::Secret> password);
    [[nodiscard]] const Trace& trace() const;
    /// For the steps that follow: signing in to XMPP, registering the phone. Lives as long as
    /// somebody holds it; empty before run().
    [[nodiscard]] std::shared_ptr<TraceRecorder> recorder() const;

private:
    class Run;
    std::shared_ptr<Run> run_;
    SignInPorts ports_;
    SignInOptions options_;
    std::function<void()> changed_;
};

}  // namespace sidetone::signin
