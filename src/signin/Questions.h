// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/Secret.h"
#include "core/Task.h"

namespace sidetone::signin {

/// What a sign-in may have to ask the person while it runs.
struct Question {
    enum class Kind {
        Credentials,          ///< user and password for one more service, such as a proxy
        Browser,              ///< the person signs on in the browser at `url`; nothing to type
        EmailAddress,         ///< to find the home cluster (ServicesDomainSsoEmailPrompt)
        CertificatePassword,  ///< opens a client certificate's file (PKCS#12)
        AuthenticationString  ///< the digits that the administrator gave for enrolment (CAPF)
    };
    int id = 0;  ///< given by who shows it
    Kind kind = Kind::Credentials;
    std::string title;   ///< "Phone services need a password of their own"
    std::string why;     ///< one sentence
    std::string server;  ///< who wants to know
    std::string user;    ///< what to offer in the user field; may be empty
    std::string url;     ///< Kind::Browser
};

struct Answer {
    std::string user;  ///< user name or e-mail address
    core::Secret secret;
    bool remember = false;  ///< may be kept in the key store
};

/// Whoever shows questions to the person. Protocol thread.
class Questions {
public:
    virtual ~Questions() = default;
    /// Settles with the answer, or with Cancelled where the person declined. A Browser question
    /// opens the browser and settles only by Cancelled. Dropping the task takes the question
    /// away. The sign-in's deadline stands still while a question is open.
    [[nodiscard]] virtual core::Task<Answer> ask(Question question) = 0;
};

}  // namespace sidetone::signin
