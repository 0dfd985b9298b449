// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "core/Task.h"
#include "net/HttpClient.h"
#include "signin/Step.h"

namespace sidetone::signin {

/// Whether a question carries the person's proof: the access token of the single sign-on where
/// there is one, else name and password.
enum class WithPassword { No, Yes };

/// A server that gave no answer that counts, by its URL.
struct FailedTry {
    std::string url;
    core::Error error;
};

/// One question that several servers can answer.
struct FailOver {
    /// The same question, in the order to be asked; only the first 32 are.
    std::vector<std::string> urls;
    std::string doing = "Asking ";  ///< before the URL, in errors
    std::vector<std::pair<std::string, std::string>> headers;
    core::Milliseconds limit{5'000};  ///< for one server
    WithPassword withPassword = WithPassword::No;
    /// Whether a status is an answer; otherwise the next server is asked.
    std::function<bool(int status)> counts;
    /// The one error where nobody answered; the tries are in the order of the urls.
    std::function<core::Error(const std::vector<FailedTry>&)> conclude;
};

/// Asks the servers in turn, the next one where one fails or is silent for a second and a half;
/// the first answer that counts wins, and its url says where it came from. Redirects are followed,
/// at most five, never from https to http, and a password only to servers of the organisation. A
/// token that is refused is renewed once. The context must outlive the task.
[[nodiscard]] core::Task<net::HttpResponse> failOver(Context& context, FailOver question);

}  // namespace sidetone::signin
