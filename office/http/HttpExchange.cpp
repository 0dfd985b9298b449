// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/http/HttpExchange.h"

#include <libwebsockets.h>

#include <algorithm>
#include <array>
#include <ctime>

#include "core/text.h"

namespace sidetone::office {
namespace {

constexpr std::size_t chunk = 16384;

struct KnownHeader {
    lws_token_indexes token;
    const char* name;
};
constexpr KnownHeader knownHeaders[] = {
    {WSI_TOKEN_HTTP_AUTHORIZATION, "authorization"},
    {WSI_TOKEN_HTTP_CONTENT_TYPE, "content-type"},
    {WSI_TOKEN_HTTP_CONTENT_LENGTH, "content-length"},
    {WSI_TOKEN_HOST, "host"},
    {WSI_TOKEN_HTTP_ACCEPT, "accept"},
    {WSI_TOKEN_HTTP_COOKIE, "cookie"},
    {WSI_TOKEN_HTTP_TRANSFER_ENCODING, "transfer-encoding"},
    {WSI_TOKEN_HTTP_USER_AGENT, "user-agent"},
    {WSI_TOKEN_HTTP_RANGE, "range"},
};

constexpr std::array methods = {"GET",   "POST",   "OPTIONS", "PUT",
                                "PATCH", "DELETE", "CONNECT", "HEAD"};

/// RFC 9110 5.6.7: clients compare it with their own clock.
std::string dateOf(std::time_t time) {
    std::tm parts{};
    gmtime_r(&time, &parts);
    std::array<char, 40> text{};
    const auto size = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
    return std::string(text.data(), size);
}

bool mayHaveBody(const std::string& method) {
    return method == "POST" || method == "PUT" || method == "PATCH";
}

std::string headerOf(lws* connection, lws_token_indexes token) {
    const int length = lws_hdr_total_length(connection, token);
    if (length <= 0) return {};
    std::string value(static_cast<std::size_t>(length) + 1, '\0');
    const int copied = lws_hdr_copy(connection, value.data(), length + 1, token);
    value.resize(copied > 0 ? static_cast<std::size_t>(copied) : 0);
    return value;
}

}  // namespace

void HttpExchange::readHeaders(lws* connection) {
    for (const auto& known : knownHeaders) {
        auto value = headerOf(connection, known.token);
        if (!value.empty()) request_.headers.emplace_back(known.name, std::move(value));
    }
}

void HttpExchange::readQuery(lws* connection) {
    for (int i = 0;; ++i) {
        std::string part(limits_.headerBytes + 1, '\0');
        const int length = lws_hdr_copy_fragment(
            connection, part.data(), static_cast<int>(part.size()), WSI_TOKEN_HTTP_URI_ARGS, i);
        if (length <= 0) return;
        part.resize(static_cast<std::size_t>(length));
        const auto equals = part.find('=');
        request_.query.emplace_back(part.substr(0, equals), equals == std::string::npos
                                                                ? std::string()
                                                                : part.substr(equals + 1));
    }
}

HttpExchange::Next HttpExchange::begin(lws* connection) {
    began_ = std::chrono::steady_clock::now();
    request_ = {};
    answered_ = closes_ = false;
    pending_.clear();
    sent_ = 0;
    left_ = 0;
    stream_.reset();
    request_.address = listener_.address;
    request_.port = listener_.port;
    char* path = nullptr;
    int length = 0;
    const int method = lws_http_get_uri_and_method(connection, &path, &length);
    if (method < 0 || static_cast<std::size_t>(method) >= methods.size()) return Next::Close;
    request_.method = methods.at(static_cast<std::size_t>(method));
    request_.path.assign(path, static_cast<std::size_t>(length));
    readHeaders(connection);
    readQuery(connection);
    if (!request_.header("transfer-encoding").empty()) {
        // The library does not read chunks: their bytes would be taken for the next request.
        closes_ = true;
        return answer(connection, {411, "text/plain", {}, "content-length wanted\n"});
    }
    const auto announced = request_.header("content-length");
    // The library goes on reading a body that was not announced.
    if (announced.empty() && mayHaveBody(request_.method)) closes_ = true;
    const auto size = core::parseNumber(announced.empty() ? "0" : announced);
    if (size && listener_.streams) stream_ = listener_.streams(request_);
    if (!size || (*size > limits_.bodyBytes && !stream_)) {
        closes_ = true;
        return answer(connection, {size ? 413 : 400, "text/plain", {}, "body too large\n"});
    }
    return *size == 0 ? end(connection) : Next::Continue;
}

HttpExchange::Next HttpExchange::body(lws* connection, std::string_view part) {
    if (answered_) return Next::Continue;
    if (stream_) {
        stream_->take(part);
        isAlive(connection);
        return Next::Continue;
    }
    if (request_.body.size() + part.size() > limits_.bodyBytes) {
        closes_ = true;
        return answer(connection, {413, "text/plain", {}, "body too large\n"});
    }
    request_.body += part;
    return Next::Continue;
}

HttpExchange::Next HttpExchange::end(lws* connection) {
    if (answered_) return Next::Continue;
    if (!stream_) return answer(connection, listener_.handler(request_));
    const auto head = stream_->finish();
    left_ = head.size;
    return answer(connection, head.response, head.size);
}

/// As long as for the request: a client that does not read is not waited for either.
void HttpExchange::isAlive(lws* connection) const {
    lws_set_timer_usecs(connection, limits_.requestTime / std::chrono::microseconds(1));
}

HttpExchange::Next HttpExchange::answer(lws* connection, HttpResponse response) {
    stream_.reset();
    if (request_.method != "HEAD") pending_ = std::move(response.body);
    const auto size = request_.method == "HEAD" ? response.body.size() : pending_.size();
    return answer(connection, response, size);
}

HttpExchange::Next HttpExchange::answer(lws* connection, const HttpResponse& response,
                                        std::uint64_t bodySize) {
    answered_ = true;
    status_ = response.status;
    isAlive(connection);
    // From here on our own timer counts. The library's limit for the request would otherwise end
    // an answer to a request without a body that takes longer, however well it moves.
    lws_set_timeout(connection, NO_PENDING_TIMEOUT, 0);
    auto header = head(connection, response, bodySize);
    if (header.empty()) return Next::Close;
    const bool isComplete = pending_.empty() && left_ == 0;
    const auto kind =
        isComplete
            ? static_cast<lws_write_protocol>(LWS_WRITE_HTTP_HEADERS | LWS_WRITE_H2_STREAM_END)
            : LWS_WRITE_HTTP_HEADERS;
    const auto size = header.size() - LWS_PRE;
    auto* data = reinterpret_cast<unsigned char*>(header.data()) + LWS_PRE;
    if (lws_write(connection, data, size, kind) < 0) return Next::Close;
    if (isComplete) return finish(connection);
    lws_callback_on_writable(connection);
    return Next::Continue;
}

/// The status line and headers, behind the room that the library wants before them.
std::string HttpExchange::head(lws* connection, const HttpResponse& response,
                               std::uint64_t size) const {
    std::string buffer(LWS_PRE + 4096, '\0');
    auto* const start = reinterpret_cast<unsigned char*>(buffer.data()) + LWS_PRE;
    auto* const limit = reinterpret_cast<unsigned char*>(buffer.data()) + buffer.size() - 1;
    auto* at = start;
    const auto add = [&](const std::string& name, const std::string& value) {
        return lws_add_http_header_by_name(
                   connection, reinterpret_cast<const unsigned char*>((name + ":").c_str()),
                   reinterpret_cast<const unsigned char*>(value.c_str()),
                   static_cast<int>(value.size()), &at, limit) == 0;
    };
    // A contract may have a server's name of its own.
    const bool namesItself = std::any_of(response.headers.begin(), response.headers.end(),
                                         [](const auto& one) { return one.first == "server"; });
    const auto status =
        static_cast<unsigned>(response.status) | (namesItself ? LWSAHH_FLAG_NO_SERVER_NAME : 0U);
    bool fits = lws_add_http_header_status(connection, status, &at, limit) == 0;
    if (!response.contentType.empty()) fits = fits && add("content-type", response.contentType);
    const bool isDated = std::any_of(response.headers.begin(), response.headers.end(),
                                     [](const auto& header) { return header.first == "date"; });
    if (!isDated) fits = fits && add("date", dateOf(std::time(nullptr)));
    for (const auto& [name, value] : response.headers) fits = fits && add(name, value);
    if (response.status != 204) {
        fits = fits && add("content-length", std::to_string(size));
    }
    if (closes_) fits = fits && add("connection", "close");
    if (!fits || lws_finalize_http_header(connection, &at, limit) != 0) return {};
    buffer.resize(LWS_PRE + static_cast<std::size_t>(at - start));
    return buffer;
}

HttpExchange::Next HttpExchange::writable(lws* connection) {
    if (answered_ && stream_ && left_ > 0) return giveOn(connection);
    if (!answered_ || sent_ >= pending_.size()) return Next::Continue;
    const auto size = std::min(chunk, pending_.size() - sent_);
    std::string buffer(LWS_PRE, '\0');
    buffer.append(pending_, sent_, size);
    sent_ += size;
    const bool last = sent_ == pending_.size();
    auto* data = reinterpret_cast<unsigned char*>(buffer.data()) + LWS_PRE;
    const int written =
        lws_write(connection, data, size, last ? LWS_WRITE_HTTP_FINAL : LWS_WRITE_HTTP);
    if (written < 0) return Next::Close;
    if (last) return finish(connection);
    lws_callback_on_writable(connection);
    return Next::Continue;
}

/// The next piece of a stream.
HttpExchange::Next HttpExchange::giveOn(lws* connection) {
    const auto piece = stream_->next();
    if (!piece || piece->empty() || piece->size() > left_) return Next::Close;
    std::string buffer(LWS_PRE, '\0');
    buffer += *piece;
    left_ -= piece->size();
    auto* data = reinterpret_cast<unsigned char*>(buffer.data()) + LWS_PRE;
    const auto kind = left_ == 0 ? LWS_WRITE_HTTP_FINAL : LWS_WRITE_HTTP;
    if (lws_write(connection, data, piece->size(), kind) < 0) return Next::Close;
    isAlive(connection);
    if (left_ == 0) return finish(connection);
    lws_callback_on_writable(connection);
    return Next::Continue;
}

HttpExchange::Next HttpExchange::finish(lws* connection) {
    if (log_) {
        log_({request_.method, request_.path, status_,
              std::chrono::duration_cast<std::chrono::microseconds>(
                  std::chrono::steady_clock::now() - began_)});
    }
    request_ = {};
    stream_.reset();
    pending_.clear();
    sent_ = 0;
    lws_set_timer_usecs(connection, limits_.idleTime / std::chrono::microseconds(1));
    if (closes_ || lws_http_transaction_completed(connection) != 0) return Next::Close;
    return Next::Continue;
}

}  // namespace sidetone::office
