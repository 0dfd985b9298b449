// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/UdsSource.h"

#include <memory>

#include "config/Uds.h"
#include "core/text.h"

namespace sidetone::directory {
namespace {

/// RFC 3986 2.1: everything but the unreserved characters.
std::string percentEncoded(std::string_view text) {
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
        if (plain) {
            out += c;
        } else {
            out += '%';
            out += digits[byte >> 4U];
            out += digits[byte & 15U];
        }
    }
    return out;
}

/// Digits with what people write between them: the number search ignores the rest itself.
bool isNumber(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789+-() ./") == std::string_view::npos;
}

Person personOf(const config::UdsPerson& uds, const std::string& domain) {
    Person person;
    person.name = uds.displayName.empty() ? uds.firstName + " " + uds.lastName : uds.displayName;
    person.title = uds.title;
    person.department = uds.department;
    auto address = core::Address::parse(uds.userName + "@" + domain);
    if (address) person.address = std::move(*address);
    for (const auto* number : {&uds.phoneNumber, &uds.mobileNumber, &uds.homeNumber}) {
        if (!number->empty()) person.numbers.push_back(*number);
    }
    return person;
}

}  // namespace

struct UdsSource::Search {
    std::string query;
    std::size_t server = 0;
    core::Promise<std::vector<Person>> promise;
    std::optional<core::Error> lastError;
};

UdsSource::UdsSource(net::HttpClient& http, UdsAccess access)
    : http_(http), access_(std::move(access)) {}

core::Task<std::vector<Person>> UdsSource::search(std::string text, int limit) {
    auto search = std::make_shared<Search>();
    const auto words = core::trim(text);
    search->query = std::string("/cucm-uds/users?") + (isNumber(words) ? "number=" : "name=") +
                    percentEncoded(words) + "&max=" + std::to_string(limit);
    auto task = search->promise.task();
    ask(std::move(search));
    return task;
}

void UdsSource::ask(std::shared_ptr<Search> search) {
    if (search->promise.isSettled()) return;
    if (search->server >= access_.servers.size()) {
        search->promise.settle(search->lastError.value_or(
            core::fail(core::ErrorCode::Unreachable, "Searching the directory",
                       "the deployment names no server for it")));
        return;
    }
    if (!access_.tokens) return send(search, {});
    access_.tokens->accessToken().then(owner_, [this, search](core::Result<core::Secret> token) {
        if (!token) return search->promise.settle(token.error());
        send(search, *token);
    });
}

void UdsSource::send(const std::shared_ptr<Search>& search,
                     const std::optional<core::Secret>& token) {
    net::HttpRequest request;
    request.url = "https://" + access_.servers[search->server].text() + search->query;
    request.bearer = token;
    if (!token && !access_.credentials.password.isEmpty()) request.basic = access_.credentials;
    request.timeout = std::chrono::seconds(5);
    http_.send(std::move(request)).then(owner_, [this, search](auto response) {
        ++search->server;
        if (!response) {
            search->lastError = response.error();
            return ask(search);
        }
        if (response->status != 200) {
            search->lastError =
                core::fail(response->status == 401 ? core::ErrorCode::Unauthorised
                                                   : core::ErrorCode::BadAnswer,
                           "Searching the directory on " + response->remoteAddress,
                           "the server answered with status " + std::to_string(response->status));
            return ask(search);
        }
        auto users = config::parseUdsUsers(response->body);
        if (!users) return search->promise.settle(users.error());
        std::vector<Person> people;
        for (const auto& uds : users->people) {
            people.push_back(personOf(uds, access_.presenceDomain));
        }
        search->promise.settle(std::move(people));
    });
}

}  // namespace sidetone::directory
