// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/enrolment/EnrolDevice.h"

#include <utility>

#include "net/Certificate.h"

namespace sidetone::signin {
namespace {

std::string dayOf(core::WallTime time) {
    return net::dayText(time);
}

/// A certificate is renewed after two thirds of its life (provisioning contract 16.4).
core::WallTime renewalOf(const net::CertificateInfo& info) {
    return info.notBefore + (info.notAfter - info.notBefore) * 2 / 3;
}

net::ConnectRequest requestTo(const config::EnrolmentServer& server) {
    net::ConnectRequest request;
    request.server = {server.host, server.port};
    request.directTls = true;
    request.timeout = core::Milliseconds(5'000);
    return request;
}

}  // namespace

std::string EnrolDevice::title(const Context& context) const {
    return "Getting a certificate for " +
           (context.found.device ? context.found.device->name : std::string("the softphone"));
}

void EnrolDevice::run(Context& context) {
    const auto& device = context.found.device;
    if (!device) return skipped("There is no softphone.");
    if (device->security == config::DeviceSecurity::NonSecure) {
        return skipped("The call managers want no certificate of the phone.");
    }
    auto* const vault = context.ports.certificates;
    if (vault == nullptr) return skipped("This program keeps no certificates.");
    vault->find(device->name).then(owner(), [this, &context](const core::Result<Present>& found) {
        if (found) present_ = *found;
        looked(context);
    });
}

void EnrolDevice::looked(Context& context) {
    const auto& device = *context.found.device;
    due_ = dueReason(context);
    if (present_) show(context, present_);
    if (due_.empty()) {
        return done("The phone has a certificate until " + dayOf(present_->info().notAfter) + ".",
                    "It is the one that the call managers expect.");
    }
    if (device.enrolmentServers.empty()) {
        return skipped("The call managers name no server that issues certificates.");
    }
    if (context.found.edgeAccess) {
        const auto error = core::fail(
            core::ErrorCode::Unreachable, title(context),
            "certificates are issued only inside the organisation's network, and this is outside",
            "Sign in once inside, in the office or over a VPN; afterwards the phone works from "
            "everywhere.");
        return wentWrong(error, due_ + (present_ ? " The present certificate goes on."
                                                 : " The phone cannot register without it."));
    }
    if (context.options.purpose == Purpose::Explain) {
        const auto& first = device.enrolmentServers.front();
        return done(first.host + ":" + std::to_string(first.port) + " would be asked for one.",
                    due_);
    }
    begin(context);
}

std::string EnrolDevice::dueReason(const Context& context) const {
    const auto& expected = context.found.device->certificateMd5;
    if (!present_) return "The phone has no certificate yet.";
    if (present_->md5() != expected) {
        return "The call managers expect another certificate than the present one.";
    }
    const auto info = present_->info();
    if (context.ports.clock.wallTime() >= info.notAfter) {
        return "The phone's certificate ended on " + dayOf(info.notAfter) + ".";
    }
    if (context.ports.clock.wallTime() >= renewalOf(info)) {
        return "The phone's certificate ends on " + dayOf(info.notAfter) + ".";
    }
    return {};
}

void EnrolDevice::begin(Context& context) {
    const auto proof = context.found.device->enrolmentProof;
    if (proof == config::EnrolmentProof::AuthenticationString) return askString(context);
    const bool isByCertificate =
        proof == config::EnrolmentProof::Lsc || proof == config::EnrolmentProof::Mic;
    if (isByCertificate && !present_) {
        return wentOn(context,
                      core::fail(core::ErrorCode::Forbidden, title(context),
                                 "the call managers want the phone's earlier certificate as proof, "
                                 "and there is none here",
                                 "Ask your administrator to let the device enrol by an "
                                 "authentication string or by null string."));
    }
    connectNext(context);
}

/// Asked before the server is: it would not wait for a person.
void EnrolDevice::askString(Context& context) {
    const auto& device = *context.found.device;
    if (context.ports.questions == nullptr) {
        return wentOn(context, core::fail(core::ErrorCode::Unauthorised, title(context),
                                          "an authentication string is needed, and nobody can be "
                                          "asked for it",
                                          "Sign in where you can type it."));
    }
    Question question;
    question.kind = Question::Kind::AuthenticationString;
    question.title = "Your phone needs an authentication string";
    question.why = "The server issues a certificate to " + device.name +
                   " when you type the digits that your administrator gave you.";
    question.server = device.enrolmentServers.front().host;
    context.ports.questions->ask(std::move(question))
        .then(owner(), [this, &context](const core::Result<Answer>& answer) {
            if (!answer) {
                return wentOn(context, core::fail(core::ErrorCode::Cancelled, title(context),
                                                  "no authentication string was given",
                                                  "Sign in again and type it."));
            }
            const auto& digits = answer->secret.reveal();
            const bool isGood = digits.size() >= 4 && digits.size() <= 16 &&
                                digits.find_first_not_of("0123456789") == std::string::npos;
            if (!isGood) {
                return wentOn(context, core::fail(core::ErrorCode::InvalidInput, title(context),
                                                  "an authentication string has 4 to 16 digits",
                                                  "Sign in again and type it as your "
                                                  "administrator gave it."));
            }
            context.ports.log.hide(answer->secret);
            string_ = answer->secret;
            connectNext(context);
        });
}

void EnrolDevice::connectNext(Context& context) {
    const auto& servers = context.found.device->enrolmentServers;
    if (next_ >= servers.size()) return wentOn(context, *last_);
    const auto request = requestTo(servers[next_++]);
    const auto server = request.server.text();
    asks("a certificate from " + server);
    context.ports.connections.connect(request).then(
        owner(),
        [this, &context, server](const core::Result<std::shared_ptr<net::Connection>>& connected) {
            if (connected) return talk(context, server, *connected);
            last_ = connected.error();
            connectNext(context);
        });
}

void EnrolDevice::talk(Context& context, const std::string& server,
                       std::shared_ptr<net::Connection> connection) {
    const auto& device = *context.found.device;
    sessions_.push_back(std::make_unique<CapfSession>(
        context.ports.clock, *context.ports.certificates, std::move(connection),
        EnrolmentRequest{device.name, server, device.enrolmentProof, string_, present_}));
    sessions_.back()->run().then(owner(), [this, &context](const core::Result<Enrolled>& outcome) {
        enrolled(context, outcome);
    });
}

void EnrolDevice::enrolled(Context& context, const core::Result<Enrolled>& outcome) {
    if (!outcome) {
        last_ = outcome.error();
        // What one server declines, or what cannot be kept here, the next changes nothing about.
        const auto code = last_->code;
        const bool isFinal = code == core::ErrorCode::Forbidden || code == core::ErrorCode::Storage;
        if (isFinal) return wentOn(context, *last_);
        return connectNext(context);
    }
    if (outcome->isDeleted) {
        return done("The server has taken the phone's certificate back.", due_);
    }
    if (!outcome->identity) {
        return done("The server has nothing to issue.", due_);
    }
    show(context, outcome->identity);
    const auto info = outcome->identity->info();
    std::string why = due_;
    if (!outcome->keeping.isOnDisk)
        why += " It is lost when the program ends: " + outcome->keeping.why;
    done("The phone has a certificate until " + dayOf(info.notAfter) + " (" + info.keyKind +
             "), issued by " + info.issuer + ".",
         why);
}

void EnrolDevice::wentOn(Context& context, const core::Error& error) {
    (void)context;
    wentWrong(error, due_ + (present_ ? " The sign-in goes on with the present certificate."
                                      : " The sign-in goes on; the phone may not register."));
}

/// The certificate tells who the phone is: only its call managers' secured ports may see it.
void EnrolDevice::show(Context& context, const Present& identity) const {
    std::vector<std::string> servers;
    for (const auto& node : context.found.device->callManagers) {
        servers.push_back(net::Endpoint{node.host, node.securedSipPort}.text());
    }
    context.ports.certificates->show(context.found.device->name, identity, std::move(servers));
}

}  // namespace sidetone::signin
