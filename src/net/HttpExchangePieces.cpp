// SPDX-License-Identifier: GPL-3.0-or-later
// The bodies of an exchange: in memory, or in pieces from a source and to a sink.
#include "net/HttpBody.h"
#include "net/HttpExchange.h"

namespace sidetone::net {
namespace {

/// libcurl's own defaults make a system call for each 16 KiB.
constexpr long receiveBuffer = 256L << 10U;
constexpr long sendBuffer = 256L << 10U;

/// A kept connection turned out to be dead, or a proxy wants a password first: from the beginning.
int seekToStart(void* source, curl_off_t offset, int origin) {
    if (offset != 0 || origin != SEEK_SET) return CURL_SEEKFUNC_CANTSEEK;
    static_cast<HttpSource*>(source)->rewind();
    return CURL_SEEKFUNC_OK;
}

}  // namespace

void HttpExchange::setPieces() {
    CURL* easy = easy_.get();
    listenToPieces();
    if (request_.sink) {
        sinkState_ = Sink::Unasked;
        curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, receiveBuffer);
        // Offsets and sizes are of the file's own bytes.
        curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, nullptr);
    }
    if (!request_.source) return;
    if (sourceWasRead_) request_.source->rewind();
    using Give = std::size_t (*)(char*, std::size_t, std::size_t, void*);
    const Give onRead = [](char* to, std::size_t size, std::size_t count, void* self) {
        return static_cast<HttpExchange*>(self)->giveBody(to, size * count);
    };
    curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request_.method.c_str());
    curl_easy_setopt(easy, CURLOPT_UPLOAD_BUFFERSIZE, sendBuffer);
    curl_easy_setopt(easy, CURLOPT_INFILESIZE_LARGE,
                     static_cast<curl_off_t>(request_.source->size()));
    curl_easy_setopt(easy, CURLOPT_READFUNCTION, onRead);
    curl_easy_setopt(easy, CURLOPT_READDATA, this);
    curl_easy_setopt(easy, CURLOPT_SEEKFUNCTION, seekToStart);
    curl_easy_setopt(easy, CURLOPT_SEEKDATA, request_.source.get());
}

void HttpExchange::listenToPieces() {
    const auto goOn = [weak = weak_from_this()] {
        const auto exchange = weak.lock();
        if (exchange && exchange->self_ && exchange->easy_) {
            curl_easy_pause(exchange->easy_.get(), CURLPAUSE_CONT);
        }
    };
    if (request_.source) request_.source->setReady(goOn);
    if (request_.sink) request_.sink->setReady(goOn);
}

std::size_t HttpExchange::giveBody(char* to, std::size_t most) {
    sourceWasRead_ = true;
    const auto given = request_.source->read(to, most);
    if (!given) return CURL_READFUNC_PAUSE;
    lastMove_ = means_.clock.now();
    return *given < 0 ? CURL_READFUNC_ABORT : static_cast<std::size_t>(*given);
}

/// How many bytes were taken, as libcurl counts them: another number ends the transfer.
std::size_t HttpExchange::takeBody(std::string_view bytes) {
    if (request_.sink && sinkState_ == Sink::Unasked) {
        long status = 0;
        curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
        response_.status = static_cast<int>(status);
        const bool isWanted = request_.sink->begin(response_);
        sinkState_ = isWanted ? Sink::Taking : Sink::Refused;
    }
    if (sinkState_ == Sink::Taking) {
        const auto taken = request_.sink->take(bytes);
        lastMove_ = means_.clock.now();
        if (taken == HttpSink::Taken::Later) return CURL_WRITEFUNC_PAUSE;
        return taken == HttpSink::Taken::Yes ? bytes.size() : 0;
    }
    if (response_.body.size() + bytes.size() > request_.largestAnswer) {
        isTooLarge_ = true;
        return 0;
    }
    response_.body += bytes;
    return bytes.size();
}

core::Error HttpExchange::addressRefused() const {
    return core::fail(core::ErrorCode::Forbidden, tried(),
                      "that server lies in a private network, where nobody else may lead to",
                      "Ask the sender for the file in another way.");
}

}  // namespace sidetone::net
