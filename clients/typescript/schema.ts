// Written from the document of the API by server/web/openapi/document.test.ts; it is not edited by hand.

export type paths = {
  '/api/v1/check-types': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Lists the types of checks. Each with the JSON schema of its options and an example. */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['CheckTypes']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/checks': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Lists checks with where they stand. From memory: answers while Postgres is away. */
    get: {
      parameters: {
        query?: {
          /** The id of a service, or its name. */
          service?: string
          status?: string
          type?: string
          tag?: string
          /** The name of the last check of the page before. */
          after?: string
          limit?: number
        }
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['CheckList']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    /** Declares a check. In the words of the file; `options` are those of its type, whose schemas `GET /api/v1/check-types` has. The engine takes it up within a second or two. */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['CheckInput']
      } }
      responses: {
        201: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['NewCheck']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/checks/bulk': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    /** Does one thing to several checks. In one transaction; what is refused for one, by its name, keeps nothing from the others. With `try` it says what would come of it. */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PostChecksBulkBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['BulkChecks']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/checks/try': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    /** Executes a check once. With evidence also of success; nothing of it is kept. */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PostChecksTryBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Trial']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/checks/{id}': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Reads a check. Its definition with secrets hidden, and where it stands. */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['CheckDetail']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    /** Changes a check. Takes the whole definition with the version that was read; a stale one is refused with 409 and who was faster. What the file declares is changed there. */
    put: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PutChecksByIdBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Check']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    post?: never
    /** Takes a check out of use. Its history stays. Refused while something refers to it. */
    delete: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: { content: {
        'application/json': components['schemas']['DeleteChecksByIdBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Removed']
          }
        }
        204: {
          headers: { [name: string]: unknown }
          content?: never
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/checks/{id}/evidence': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Lists what proves the failures of a check. Newest first. */
    get: {
      parameters: {
        query?: {
          /** For the next page, the `next` of the one before. */
          before?: string
          limit?: number
        }
        header?: never
        path: {
          /** The id of a check, or its name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['EvidencePage']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/checks/{id}/heartbeat': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    /** Tells the address that the service of a heartbeat check must call. Written to the audit log. */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['HeartbeatAddress']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/checks/{id}/pause': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    /** Pauses a check. Also one that the file declares. */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Check']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/checks/{id}/results': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Lists the results of a check. Newest first; of the last day unless said. */
    get: {
      parameters: {
        query?: {
          /** The oldest that is wanted; a day before `to` unless said. */
          from?: string
          /** Up to before this instant; now unless said. For the next page, the `next` of the one before. */
          to?: string
          limit?: number
        }
        header?: never
        path: {
          /** The id of a check, or its name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['ResultPage']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/checks/{id}/resume': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    /** Lets a paused check run again. */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Check']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/checks/{id}/run': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    /** Runs a check now. It starts as soon as the caps on its host allow. */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        202: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Run']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/hosts': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Tells our load on each host. */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['HostLoads']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/service-availability': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Tells how available services were. The last 24 hours, 7 and 30 days of each; at most 10 seconds old. */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['ServiceAvailability']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/service-names': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Lists what the services are called, and nothing else of them. From memory: answers while Postgres is away. */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['ServiceNames']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/services': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Lists services with their status. From memory: answers while Postgres is away. */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['ServiceList']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    /** Declares a service. In the words of the file. */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['ServiceInput']
      } }
      responses: {
        201: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Service']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/services/{id}': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Reads a service. Where it stands, and what stands next to it. */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id of a service, or its name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['ServiceDetail']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    /** Changes a service. Takes the whole definition with the version that was read; a stale one is refused with 409 and who was faster. What the file declares is changed there. */
    put: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PutServicesByIdBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Service']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    post?: never
    /** Takes a service out of use. Its history stays. Refused while something refers to it. */
    delete: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: { content: {
        'application/json': components['schemas']['DeleteServicesByIdBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Removed']
          }
        }
        204: {
          headers: { [name: string]: unknown }
          content?: never
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/services/{id}/definition': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Reads a service as it is declared. Secrets are hidden. */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Service']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/act': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    /** Does what a link of a message offers. Once, as the person whom the message was sent to. 403 when the token was altered, has ended, or the person may not; 409 when it was used or somebody was faster. */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PostActBody']
        'application/x-www-form-urlencoded': components['schemas']['PostActBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Acted']
          }
        }
        303: {
          headers: { [name: string]: unknown }
          content?: never
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/alerts': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Lists alerts. Open and ended, the newest first. */
    get: {
      parameters: {
        query?: {
          /** open or ended; both unless said. */
          states?: string
          /** Comma-separated: emergency,critical. */
          severities?: string
          /** down, degraded or reported; all unless said. */
          conditions?: string
          service?: string
          check?: string
          /** By whom it was reported. */
          source?: string
          /** By which somebody was told of its incident. */
          channel?: string
          before?: string
          limit?: number
        }
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['AlertPage']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/incidents': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Lists incidents. Newest first. */
    get: {
      parameters: {
        query?: {
          /** Comma-separated: triggered,acknowledged. */
          states?: string
          /** Comma-separated: emergency,critical. */
          severities?: string
          service?: string
          /** By which somebody was told of it. */
          channel?: string
          /** Only incidents with a number below this one: the next page. */
          before?: number
          limit?: number
        }
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['IncidentPage']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    /** Opens an incident by hand. */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PostIncidentsBody']
      } }
      responses: {
        201: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Incident']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/incidents/bulk': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    /** Does one thing to several incidents. Each by itself: what is refused for one keeps nothing from the others. */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PostIncidentsBulkBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['BulkIncidents']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/incidents/{id}': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Reads an incident. With its alerts and timeline, and with `read-money` also its ledger. */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['IncidentDetail']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/incidents/{id}/acknowledge': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    /** Acknowledges an incident. Whoever is second gets a 409 that says who was faster. */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Incident']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/incidents/{id}/assign': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    /** Hands an incident to a person. */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          id: string
        }
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PostIncidentsByIdAssignBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Incident']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/incidents/{id}/cause': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    /** Declares the cause of an incident. */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          id: string
        }
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PostIncidentsByIdCauseBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Incident']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/incidents/{id}/escalate': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    /** Pages whoever comes next. By the policy at once, or a person or a team, who has it then. */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          id: string
        }
        cookie?: never
      }
      requestBody?: { content: {
        'application/json': components['schemas']['PostIncidentsByIdEscalateBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Incident']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/incidents/{id}/merge': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    /** Merges an incident into another. Its alerts, timeline and loss are there from then on, and nobody is paged for it any more; `split` takes it back. Answers the one that stays. */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          id: string
        }
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PostIncidentsByIdMergeBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Incident']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/incidents/{id}/mitigate': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    /** Marks an incident as mitigated. */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Incident']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/incidents/{id}/notes': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    /** Writes a note on an incident. */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          id: string
        }
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PostIncidentsByIdNotesBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Incident']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/incidents/{id}/reopen': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    /** Reopens an incident. */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Incident']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/incidents/{id}/resolve': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    /** Resolves an incident. Before the checks have proven it: it has `proven: false`, is left out of recovery figures, and reopens at the next failure. */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          id: string
        }
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PostIncidentsByIdResolveBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Incident']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/incidents/{id}/severity': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    /** Changes the severity of an incident. */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          id: string
        }
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PostIncidentsByIdSeverityBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Incident']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/incidents/{id}/split': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    /** Splits alerts off an incident, or an incident that was merged into it. What it is about goes with what it cost from when it began. Answers the incident that was made. */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          id: string
        }
        cookie?: never
      }
      requestBody?: { content: {
        'application/json': components['schemas']['PostIncidentsByIdSplitBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Incident']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/incidents/{id}/updates': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Reads what status pages say of an incident. With the pages that show what it affects. */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id of the incident, or INC-2417. */
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['StatusUpdateList']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    /** Says something of an incident on status pages. Visitors read it at once; subscribers are told. */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id of the incident, or INC-2417. */
          id: string
        }
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PostIncidentsByIdUpdatesBody']
      } }
      responses: {
        201: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': {
              updates: components['schemas']['StatusUpdate'][]
            }
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/incidents/{id}/updates/{update}': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    post?: never
    /** Takes back what a status page says of an incident. Whoever was told by mail or webhook was told. */
    delete: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id of the incident, or INC-2417. */
          id: string
          update: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        204: {
          headers: { [name: string]: unknown }
          content?: never
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/contracts': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Lists every contract. In the order of their names, as they are declared. */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['ContractList']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    /** Declares a contract. In the words of the file. */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['ContractInput']
      } }
      responses: {
        201: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Contract']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/contracts/{id}': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Reads a contract as it is declared. Secrets are hidden. */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Contract']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    /** Changes a contract. Takes the whole definition with the version that was read; a stale one is refused with 409 and who was faster. What the file declares is changed there. */
    put: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PutContractsByIdBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Contract']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    post?: never
    /** Takes a contract out of use. Its history stays. Refused while something refers to it. */
    delete: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: { content: {
        'application/json': components['schemas']['DeleteContractsByIdBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Removed']
          }
        }
        204: {
          headers: { [name: string]: unknown }
          content?: never
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/opportunities': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Lists every opportunity. In the order of their names, as they are declared. */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['OpportunityList']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    /** Declares a opportunity. In the words of the file. */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['OpportunityInput']
      } }
      responses: {
        201: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Opportunity']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/opportunities/{id}': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Reads a opportunity as it is declared. Secrets are hidden. */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Opportunity']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    /** Changes a opportunity. Takes the whole definition with the version that was read; a stale one is refused with 409 and who was faster. What the file declares is changed there. */
    put: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PutOpportunitiesByIdBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Opportunity']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    post?: never
    /** Takes a opportunity out of use. Its history stays. Refused while something refers to it. */
    delete: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: { content: {
        'application/json': components['schemas']['DeleteOpportunitiesByIdBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Removed']
          }
        }
        204: {
          headers: { [name: string]: unknown }
          content?: never
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/segments': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Lists every segment. In the order of their names, as they are declared. */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['SegmentList']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    /** Declares a segment. In the words of the file. */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['SegmentInput']
      } }
      responses: {
        201: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Segment']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/segments/{id}': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Reads a segment as it is declared. Secrets are hidden. */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Segment']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    /** Changes a segment. Takes the whole definition with the version that was read; a stale one is refused with 409 and who was faster. What the file declares is changed there. */
    put: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PutSegmentsByIdBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Segment']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    post?: never
    /** Takes a segment out of use. Its history stays. Refused while something refers to it. */
    delete: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: { content: {
        'application/json': components['schemas']['DeleteSegmentsByIdBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Removed']
          }
        }
        204: {
          headers: { [name: string]: unknown }
          content?: never
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/streams': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Lists every stream. In the order of their names, as they are declared. */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['StreamList']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    /** Declares a stream. In the words of the file. */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['StreamInput']
      } }
      responses: {
        201: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Stream']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/streams/{id}': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Reads a stream as it is declared. Secrets are hidden. */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Stream']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    /** Changes a stream. Takes the whole definition with the version that was read; a stale one is refused with 409 and who was faster. What the file declares is changed there. */
    put: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PutStreamsByIdBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Stream']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    post?: never
    /** Takes a stream out of use. Its history stays. Refused while something refers to it. */
    delete: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: { content: {
        'application/json': components['schemas']['DeleteStreamsByIdBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Removed']
          }
        }
        204: {
          headers: { [name: string]: unknown }
          content?: never
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/status-pages': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Lists every status page. In the order of their names, as they are declared. */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['StatusPageList']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    /** Declares a status page. In the words of the file. */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['StatusPageInput']
      } }
      responses: {
        201: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['StatusPage']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/status-pages/{id}': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Reads a status page as it is declared. Secrets are hidden. */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['StatusPage']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    /** Changes a status page. Takes the whole definition with the version that was read; a stale one is refused with 409 and who was faster. What the file declares is changed there. */
    put: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PutStatusPagesByIdBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['StatusPage']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    post?: never
    /** Takes a status page out of use. Its history stays. Refused while something refers to it. */
    delete: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: { content: {
        'application/json': components['schemas']['DeleteStatusPagesByIdBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Removed']
          }
        }
        204: {
          headers: { [name: string]: unknown }
          content?: never
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/status-pages/{id}/subscribers': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Lists who is told of a status page. Those who have confirmed, at most 1,000; addresses of people outside. */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['SubscriberList']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/status-pages/{id}/subscribers/{subscriber}': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    post?: never
    /** Tells a subscriber of a status page no more. The address is forgotten. */
    delete: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
          subscriber: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        204: {
          headers: { [name: string]: unknown }
          content?: never
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/status/-/geist.woff2': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Hands out the letters of status pages. */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'font/woff2': string
          }
        }
        404: {
          headers: { [name: string]: unknown }
          content: {
            'text/html': string
          }
        }
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/status/{name}': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Shows a status page. */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          name: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'text/html': string
          }
        }
        304: {
          headers: { [name: string]: unknown }
          content?: never
        }
        404: {
          headers: { [name: string]: unknown }
          content: {
            'text/html': string
          }
        }
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/status/{name}/badge.svg': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Draws a badge. `?show=status`, `uptime-24h`, `uptime-30d` or `uptime-90d`; `&component=sign-in` of one component. */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          name: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'image/svg+xml': string
          }
        }
        304: {
          headers: { [name: string]: unknown }
          content?: never
        }
        404: {
          headers: { [name: string]: unknown }
          content: {
            'text/html': string
          }
        }
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/status/{name}/confirm/{token}': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Asks whether to subscribe. */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          name: string
          token: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'text/html': string
          }
        }
        404: {
          headers: { [name: string]: unknown }
          content: {
            'text/html': string
          }
        }
        413: components['responses']['TooLarge']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    /** Subscribes whoever has the link. */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          name: string
          token: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'text/html': string
          }
        }
        404: {
          headers: { [name: string]: unknown }
          content: {
            'text/html': string
          }
        }
        410: {
          headers: { [name: string]: unknown }
          content: {
            'text/html': string
          }
        }
        413: components['responses']['TooLarge']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/status/{name}/feed.atom': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Feeds what a status page says, as Atom. */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          name: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/atom+xml': string
          }
        }
        304: {
          headers: { [name: string]: unknown }
          content?: never
        }
        404: {
          headers: { [name: string]: unknown }
          content: {
            'text/html': string
          }
        }
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/status/{name}/feed.rss': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Feeds what a status page says, as RSS. */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          name: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/rss+xml': string
          }
        }
        304: {
          headers: { [name: string]: unknown }
          content?: never
        }
        404: {
          headers: { [name: string]: unknown }
          content: {
            'text/html': string
          }
        }
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/status/{name}/history': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Shows the incidents of a month. `?month=2026-11`. */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          name: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'text/html': string
          }
        }
        304: {
          headers: { [name: string]: unknown }
          content?: never
        }
        404: {
          headers: { [name: string]: unknown }
          content: {
            'text/html': string
          }
        }
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/status/{name}/subscribe': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    /** Asks an address whether it wants to be told. Answers alike whether or not it is subscribed. */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          name: string
        }
        cookie?: never
      }
      requestBody: { content: {
        'application/x-www-form-urlencoded': { [name: string]: unknown }
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'text/html': string
          }
        }
        404: {
          headers: { [name: string]: unknown }
          content: {
            'text/html': string
          }
        }
        413: components['responses']['TooLarge']
        422: {
          headers: { [name: string]: unknown }
          content: {
            'text/html': string
          }
        }
        429: {
          headers: { [name: string]: unknown }
          content: {
            'text/html': string
          }
        }
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/status/{name}/summary.json': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Tells a status page as JSON. All that it shows, and nothing else. */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          name: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': {
              name: string
              title: string
              description: string | null
              timeZone: string
              atMs: number
              overall: {
                state: string
                word: string
                says: string
                more: string | null
              }
              groups: ({
                title: string | null
                components: {
                  title: string
                  state: string
                  [name: string]: unknown
                }[]
                [name: string]: unknown
              })[]
              [name: string]: unknown
            }
          }
        }
        304: {
          headers: { [name: string]: unknown }
          content?: never
        }
        404: {
          headers: { [name: string]: unknown }
          content: {
            'text/html': string
          }
        }
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/status/{name}/unsubscribe/{token}': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Asks whether to unsubscribe. */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          name: string
          token: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'text/html': string
          }
        }
        404: {
          headers: { [name: string]: unknown }
          content: {
            'text/html': string
          }
        }
        413: components['responses']['TooLarge']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    /** Unsubscribes whoever has the link. With one request (RFC 8058). */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          name: string
          token: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'text/html': string
          }
        }
        404: {
          headers: { [name: string]: unknown }
          content: {
            'text/html': string
          }
        }
        413: components['responses']['TooLarge']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/maintenance': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Lists maintenance windows. Each with when it holds next. */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['PlannedMaintenanceList']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    /** Plans maintenance. In the words of the file; one that lies in the past is refused, one that takes in every check needs `"everything": true`. */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['MaintenanceWindowInput']
      } }
      responses: {
        201: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['MaintenanceWindow']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/maintenance/try': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    /** Says what a window would do. When it holds, how many checks it matches and what to know before; nothing is kept. */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PostMaintenanceTryBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['MaintenanceTrial']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/maintenance/{id}': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Reads a window as it is declared. Secrets are hidden. */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['MaintenanceWindow']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    /** Changes a window. Takes the whole definition with the version that was read; a stale one is refused with 409 and who was faster. What the file declares is changed there. It holds from now on. */
    put: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PutMaintenanceByIdBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['MaintenanceWindow']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    post?: never
    /** Takes a window out of use. Its history stays. Refused while something refers to it. One that holds ends. */
    delete: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: { content: {
        'application/json': components['schemas']['DeleteMaintenanceByIdBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Removed']
          }
        }
        204: {
          headers: { [name: string]: unknown }
          content?: never
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/maintenance/{id}/end': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    /** Ends maintenance that holds. Also of the file; one that comes again holds at its next time. */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['MaintenanceWindow']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/silences': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Lists silences. Those that hold or will, newest first. */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['SilenceList']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    /** Silences alerts. One that takes in every alert needs `"everything": true`. */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PostSilencesBody']
      } }
      responses: {
        201: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Silence']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/silences/{id}/end': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    /** Ends a silence now. What still lasts is told. */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Silence']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/calendars': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Lists one’s own calendar links. */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['CalendarList']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    /** Makes a calendar link. Answers with the link that there is, or a new one. 403 for a key. */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: { content: {
        'application/json': components['schemas']['PostCalendarsBody']
      } }
      responses: {
        201: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Calendar']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/calendars/{id}': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    post?: never
    /** Ends a calendar link. At once. */
    delete: {
      parameters: {
        query?: never
        header?: never
        path: {
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['CalendarFeed']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/definitions': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Lists every definition. In the order of their names, as they are declared. */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['AlertDefinitionList']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    /** Declares a definition. In the words of the file. */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['AlertDefinitionInput']
      } }
      responses: {
        201: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['AlertDefinition']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/definitions/{id}': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Reads a definition as it is declared. Secrets are hidden. */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['AlertDefinition']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    /** Changes a definition. Takes the whole definition with the version that was read; a stale one is refused with 409 and who was faster. What the file declares is changed there. */
    put: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PutDefinitionsByIdBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['AlertDefinition']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    post?: never
    /** Takes a definition out of use. Its history stays. Refused while something refers to it. */
    delete: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: { content: {
        'application/json': components['schemas']['DeleteDefinitionsByIdBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Removed']
          }
        }
        204: {
          headers: { [name: string]: unknown }
          content?: never
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/last-resort': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Reads the policy of last resort. It is followed by what has no policy of its own. */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['LastResort']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    /** Sets the policy of last resort. What the file declares is changed there. */
    put: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PutLastResortBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['LastResort']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/policies': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Lists every policy. In the order of their names, as they are declared. */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['PolicyList']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    /** Declares a policy. In the words of the file. */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PolicyInput']
      } }
      responses: {
        201: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Policy']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/policies/{id}': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Reads a policy as it is declared. Secrets are hidden. */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Policy']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    /** Changes a policy. Takes the whole definition with the version that was read; a stale one is refused with 409 and who was faster. What the file declares is changed there. */
    put: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PutPoliciesByIdBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Policy']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    post?: never
    /** Takes a policy out of use. Its history stays. Refused while something refers to it. */
    delete: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: { content: {
        'application/json': components['schemas']['DeletePoliciesByIdBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Removed']
          }
        }
        204: {
          headers: { [name: string]: unknown }
          content?: never
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/rehearsal': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Tells who would be told. By which channel and when, if a service failed and nobody answered; nothing is told. */
    get: {
      parameters: {
        query: {
          /** The name of a service; with `owner`, also of one that is not there yet. */
          service: string
          severity?: "emergency" | "critical" | "high" | "medium" | "low"
          /** Now, unless said. */
          at?: string
          /** As if this team answered for it; empty for nobody. */
          owner?: string
          /** As if its team followed this policy. */
          policy?: string
        }
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Rehearsal']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/schedules': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Lists every schedule. In the order of their names, as they are declared. */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['ScheduleList']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    /** Declares a schedule. In the words of the file. */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['ScheduleInput']
      } }
      responses: {
        201: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Schedule']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/schedules/{id}': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Reads a schedule as it is declared. Secrets are hidden. */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Schedule']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    /** Changes a schedule. Takes the whole definition with the version that was read; a stale one is refused with 409 and who was faster. What the file declares is changed there. */
    put: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PutSchedulesByIdBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Schedule']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    post?: never
    /** Takes a schedule out of use. Its history stays. Refused while something refers to it. */
    delete: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: { content: {
        'application/json': components['schemas']['DeleteSchedulesByIdBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Removed']
          }
        }
        204: {
          headers: { [name: string]: unknown }
          content?: never
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/schedules/{id}/overrides': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Lists who stands in. Made by hand: those that hold, will, or did lately. */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['OverrideList']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    /** Puts somebody else on call. For what the file declares too. */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PostSchedulesByIdOverridesBody']
      } }
      responses: {
        201: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['OverrideList']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/schedules/{id}/overrides/{override}': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    post?: never
    /** Ends that somebody stands in. Now, or before it begins. */
    delete: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
          override: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        204: {
          headers: { [name: string]: unknown }
          content?: never
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    options?: never
    head?: never
    /** Lets somebody stand in for longer or shorter. */
    patch: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
          override: string
        }
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PatchSchedulesByIdOverridesByOverrideBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Override']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    trace?: never
  }
  '/api/v1/teams': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Lists every team. In the order of their names, as they are declared. */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['TeamList']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    /** Declares a team. In the words of the file. */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['TeamInput']
      } }
      responses: {
        201: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Team']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/teams/{id}': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Reads a team as it is declared. Secrets are hidden. */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Team']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    /** Changes a team. Takes the whole definition with the version that was read; a stale one is refused with 409 and who was faster. What the file declares is changed there. */
    put: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PutTeamsByIdBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Team']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    post?: never
    /** Takes a team out of use. Its history stays. Refused while something refers to it. */
    delete: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: { content: {
        'application/json': components['schemas']['DeleteTeamsByIdBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Removed']
          }
        }
        204: {
          headers: { [name: string]: unknown }
          content?: never
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/account/contacts': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Lists the ways by which one is reached oneself. With the channels that take an address. 403 for a key. */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['OwnContacts']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    /** Adds a way to oneself. A code goes there, and nothing else before it is given back. Ten in an hour; an address that leads inside is refused. */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PostAccountContactsBody']
      } }
      responses: {
        201: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['AddedContact']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/account/contacts/{id}': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    post?: never
    /** Lets go of a way to oneself. */
    delete: {
      parameters: {
        query?: never
        header?: never
        path: {
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        204: {
          headers: { [name: string]: unknown }
          content?: never
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/account/contacts/{id}/verify': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    /** Confirms a way to oneself. By the six digits that were sent there: for 30 minutes, five tries, and 20 wrong ones of a person in a day. */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          id: string
        }
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PostAccountContactsByIdVerifyBody']
      } }
      responses: {
        204: {
          headers: { [name: string]: unknown }
          content?: never
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/channels': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Lists every channel. In the order of their names, as they are declared. */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['ChannelList']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    /** Declares a channel. In the words of the file. */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['ChannelInput']
      } }
      responses: {
        201: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Channel']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/channels/{id}': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Reads a channel as it is declared. Secrets are hidden. */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Channel']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    /** Changes a channel. Takes the whole definition with the version that was read; a stale one is refused with 409 and who was faster. What the file declares is changed there. */
    put: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PutChannelsByIdBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Channel']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    post?: never
    /** Takes a channel out of use. Its history stays. Refused while something refers to it. */
    delete: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: { content: {
        'application/json': components['schemas']['DeleteChannelsByIdBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Removed']
          }
        }
        204: {
          headers: { [name: string]: unknown }
          content?: never
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/channels/{id}/test': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    /** Sends a message of nothing by a channel. Answers with the attempt within ten seconds. */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The name of a channel. */
          id: string
        }
        cookie?: never
      }
      requestBody?: { content: {
        'application/json': components['schemas']['PostChannelsByIdTestBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['NoticeWithAttempts']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/contacts': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Lists every contact. In the order of their names, as they are declared. */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['ContactList']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    /** Declares a contact. In the words of the file. */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['ContactInput']
      } }
      responses: {
        201: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Contact']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/contacts/{id}': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Reads a contact as it is declared. Secrets are hidden. */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Contact']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    /** Changes a contact. Takes the whole definition with the version that was read; a stale one is refused with 409 and who was faster. What the file declares is changed there. */
    put: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PutContactsByIdBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Contact']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    post?: never
    /** Takes a contact out of use. Its history stays. Refused while something refers to it. */
    delete: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: { content: {
        'application/json': components['schemas']['DeleteContactsByIdBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Removed']
          }
        }
        204: {
          headers: { [name: string]: unknown }
          content?: never
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/delivery': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Tells how soon pages and canaries arrived. In all and by channel, over a day and thirty. */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Delivery']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/notices': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Lists the delivery log. Newest first. One that is searched by `text` or `severities` looks through 10,000 messages and goes on at `next`. */
    get: {
      parameters: {
        query?: {
          /** Comma-separated: dead,waiting. */
          states?: string
          channel?: string
          person?: string
          incident?: string
          /** Comma-separated: emergency,critical. */
          severities?: string
          since?: string
          until?: string
          /** Part of the title, INC-2417, a person, or the answer. */
          text?: string
          before?: string
          limit?: number
        }
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['NoticePage']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/notices/resend': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    /** Sends all dead letters again that fit. A thousand at once. */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: { content: {
        'application/json': components['schemas']['PostNoticesResendBody']
      } }
      responses: {
        202: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Resent']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/notices/{id}': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Reads one message. With its attempts, and the trail of why whom. */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['NoticeDetail']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/notices/{id}/resend': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    /** Sends a dead letter again. */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        202: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Notice']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/inbound/alerts/{source}': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    /** Takes the alerts of a tool outside. In the words of its kind of source; at most 8 MiB and 5,000 alerts. Answered also while Postgres is away; what is refused was not taken at all. */
    put: {
      parameters: {
        query?: never
        header?: never
        path: {
          source: string
        }
        cookie?: never
      }
      requestBody: { content: {
        'application/json': { [name: string]: unknown }
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Taken']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        413: components['responses']['TooLarge']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        503: components['responses']['Unavailable']
      }
    }
    /** Takes the alerts of a tool outside. In the words of its kind of source; at most 8 MiB and 5,000 alerts. Answered also while Postgres is away; what is refused was not taken at all. */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          source: string
        }
        cookie?: never
      }
      requestBody: { content: {
        'application/json': { [name: string]: unknown }
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Taken']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        413: components['responses']['TooLarge']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/inbound/pagerduty': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    /** Takes webhooks (v3) of PagerDuty. `incident.acknowledged`, `incident.escalated` and `incident.resolved` are done here too. Its signature is the proof. */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: { content: {
        '*/*': unknown
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Said']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/inbound/slack': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    /** Takes presses of buttons in Slack. The Interactivity Request URL of the app; Slack’s signature, at most five minutes old, is the proof. */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: { content: {
        '*/*': unknown
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content?: never
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/sources': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Lists every source. In the order of their names, as they are declared. */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['AlertSourceList']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    /** Declares a source. In the words of the file. Without `options.token` one is made. */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['AlertSourceInput']
      } }
      responses: {
        201: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['AlertSource']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/sources/{id}': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Reads a source as it is declared. Secrets are hidden. */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['AlertSource']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    /** Changes a source. Takes the whole definition with the version that was read; a stale one is refused with 409 and who was faster. What the file declares is changed there. Another `options.token` takes the place of the one before at once. */
    put: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PutSourcesByIdBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['AlertSource']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    post?: never
    /** Takes a source out of use. Its history stays. Refused while something refers to it. What it reported ends, without proof. */
    delete: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: { content: {
        'application/json': components['schemas']['DeleteSourcesByIdBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Removed']
          }
        }
        204: {
          headers: { [name: string]: unknown }
          content?: never
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/sources/{id}/token': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    /** Tells the address and the token of a source. For a token that Plimsoll made; written to the audit log. */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          /** The id, or the name. */
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['SourceToken']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/calendar/{file}': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Reads who is on call, as iCalendar. The file is `<token>.ics`; it has an `etag`, thirty days back and half a year ahead. */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          file: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'text/calendar': string
          }
        }
        304: {
          headers: { [name: string]: unknown }
          content?: never
        }
        404: components['responses']['NotFound']
        429: components['responses']['TooMany']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/echo/{token}': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    /** Says that a canary has arrived. Called by its receiver; the token stands in the canary. */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          token: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        204: {
          headers: { [name: string]: unknown }
          content?: never
        }
        404: components['responses']['NotFound']
        429: components['responses']['TooMany']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/heartbeat/{token}': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Says that the service of a heartbeat check works. The token in the address is the proof. */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          token: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        204: {
          headers: { [name: string]: unknown }
          content?: never
        }
        404: components['responses']['NotFound']
        429: components['responses']['TooMany']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    /** Says that the service of a heartbeat check works. The token in the address is the proof. */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          token: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        204: {
          headers: { [name: string]: unknown }
          content?: never
        }
        404: components['responses']['NotFound']
        429: components['responses']['TooMany']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/api-keys': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Lists the keys. Without their secrets. */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['ApiKey'][]
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    /** Makes a key. Its text is in this answer, and never shown again. */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PostApiKeysBody']
      } }
      responses: {
        201: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['NewApiKey']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/api-keys/{id}': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    post?: never
    /** Revokes a key. At once. */
    delete: {
      parameters: {
        query?: never
        header?: never
        path: {
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['ApiKey']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/audit': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Lists what was done. By whom and from where, the newest first; amounts only with `read-money`. The next page begins before the id of the last entry. */
    get: {
      parameters: {
        query?: {
          /** Entries older than this one. */
          before?: string
          limit?: number
        }
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['AuditEntry'][]
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/people': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Lists the people. */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Person'][]
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    /** Adds a person. Without a password one is made and shown once. */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PostPeopleBody']
      } }
      responses: {
        201: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['NewPerson']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/people/{id}': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Reads a person. */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Person']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    post?: never
    /** Removes a person. Refused for the last administrator. */
    delete: {
      parameters: {
        query?: never
        header?: never
        path: {
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        204: {
          headers: { [name: string]: unknown }
          content?: never
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/people/{id}/password': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    /** Sets a new password. Without one, one is made and shown once; their sessions end. */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          id: string
        }
        cookie?: never
      }
      requestBody?: { content: {
        'application/json': components['schemas']['PostPeopleByIdPasswordBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['NewPassword']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/people/{id}/role': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    /** Changes the role of a person. */
    put: {
      parameters: {
        query?: never
        header?: never
        path: {
          id: string
        }
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PutPeopleByIdRoleBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Person']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/session': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Tells who asks. And what they may. */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Session']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    /** Signs a browser in. Sets its cookie. */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PostSessionBody']
        'application/x-www-form-urlencoded': components['schemas']['PostSessionBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Landing']
          }
        }
        303: {
          headers: { [name: string]: unknown }
          content?: never
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    /** Signs out. */
    delete: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        204: {
          headers: { [name: string]: unknown }
          content?: never
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/session/password': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    /** Changes one’s own password. Other sessions end. */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PostSessionPasswordBody']
      } }
      responses: {
        204: {
          headers: { [name: string]: unknown }
          content?: never
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/session/setup': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    /** Makes the first administrator. With the token of the setup link; signs them in. */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PostSessionSetupBody']
        'application/x-www-form-urlencoded': components['schemas']['PostSessionSetupBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Landing']
          }
        }
        303: {
          headers: { [name: string]: unknown }
          content?: never
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/session/wall': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Opens the wall screen. What the link leads to: sets a cookie and goes on to the screen. */
    get: {
      parameters: {
        query: {
          key: string
        }
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        303: {
          headers: { [name: string]: unknown }
          content?: never
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    /** Makes a link that opens the wall screen. */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PostSessionWallBody']
      } }
      responses: {
        201: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['NewWallLink']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/views': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Lists saved views. One’s own, and those that are shared with one’s role. 403 for a key. */
    get: {
      parameters: {
        query?: {
          page?: "queue" | "checks"
        }
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['SavedViewList']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    /** Keeps a filter under a name. One’s own, or shared with roles. 403 for a key. */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PostViewsBody']
      } }
      responses: {
        201: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['SavedView']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/views/default': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    /** Says what one sees first on a page. Answers with the views of that page. 403 for a key. */
    put: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PutViewsDefaultBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['SavedViewList']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/views/{id}': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    /** Changes a saved view. Takes all of it with the version that was read; a stale one is refused with 409. */
    put: {
      parameters: {
        query?: never
        header?: never
        path: {
          id: string
        }
        cookie?: never
      }
      requestBody: { content: {
        'application/json': components['schemas']['PutViewsByIdBody']
      } }
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['SavedView']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    post?: never
    /** Deletes a saved view. */
    delete: {
      parameters: {
        query?: never
        header?: never
        path: {
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        204: {
          headers: { [name: string]: unknown }
          content?: never
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/wall-links': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Lists the links to the wall screen that are in use. Without what opens it. */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['ApiKey'][]
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/wall-links/{id}': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get?: never
    put?: never
    post?: never
    /** Revokes a link to the wall screen. Screens that it opened close at once. */
    delete: {
      parameters: {
        query?: never
        header?: never
        path: {
          id: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['ApiKey']
          }
        }
        400: components['responses']['Malformed']
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        404: components['responses']['NotFound']
        409: components['responses']['Conflict']
        413: components['responses']['TooLarge']
        415: components['responses']['UnsupportedMediaType']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/openapi.json': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Reads this reference as an OpenAPI 3.1 document. Clients are made from it. */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['OpenApi']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/search': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Finds things by words. Checks, services, incidents, streams, deals and saved views, the best of each first; from memory. */
    get: {
      parameters: {
        query: {
          q: string
          /** Of each kind. */
          limit?: number
        }
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Found']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/settings': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Lists the settings. With the value that holds and where it comes from. */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/json': components['schemas']['Settings']
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        422: components['responses']['Invalid']
        429: components['responses']['TooMany']
        500: components['responses']['Bug']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/health': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Tells whether Plimsoll works. With a key that has `read-health-details`, component by component. */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/health+json': components['schemas']['Health']
          }
        }
        503: {
          headers: { [name: string]: unknown }
          content: {
            'application/health+json': components['schemas']['Health']
          }
        }
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/live': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Tells whether the web process turns. For restarting a container. */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/health+json': components['schemas']['Health']
          }
        }
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/metrics': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Tells Plimsoll’s own figures, as OpenMetrics. */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/openmetrics-text': string
          }
        }
        401: components['responses']['Unauthenticated']
        403: components['responses']['Forbidden']
        503: components['responses']['Unavailable']
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/ready': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    /** Tells whether this web can show something. For load balancers. */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: {
            'application/health+json': components['schemas']['Health']
          }
        }
        503: {
          headers: { [name: string]: unknown }
          content: {
            'application/health+json': components['schemas']['Health']
          }
        }
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
}

export type components = {
  schemas: {
    /** What was done, in words. */
    Acted: {
      /** Of the incident. */
      number: number
      says: string
    }
    /** Who asks. */
    Actor: {
      kind: "person"
      id: string
      name: string
      role: "viewer" | "executive" | "responder" | "engineer" | "admin"
    } | {
      kind: "key"
      id: string
      name: string
      scopes: ("read" | "read-money" | "comment" | "subscribe" | "work-incidents" | "silence-alerts" | "pause-checks" | "run-checks" | "edit-checks" | "edit-services" | "plan-maintenance" | "run-procedures" | "edit-impact" | "read-health-details" | "open-wall" | "change-settings" | "manage-people" | "manage-keys" | "read-audit")[]
    } | {
      kind: "link" | "system" | "nobody"
      id: string
      name: string
    }
    /** A way that was added, and is not used before it is confirmed. */
    AddedContact: {
      id: string
    }
    /** A condition that holds or held. One is open at a time for each fingerprint. */
    Alert: components['schemas']['CheckAlert'] | components['schemas']['SignalAlert']
    /** A definition as it is declared, with its secrets hidden. What `definition` holds may be sent back in an edit, with `version`. */
    AlertDefinition: {
      id: string
      /** An edit is made of it, and refused when there is a newer one. */
      version: number
      /** What the file declares is read-only here. */
      source: "file" | "api"
      definition: components['schemas']['AlertDefinitionInput']
      /** Of whom to tell: what would go wrong as it is declared now. Only in answers to a change, and only when there is something. */
      warnings?: components['schemas']['Warning'][]
    }
    AlertDefinitionInput: {
      name: string
      when: {
        services?: string[]
        checks?: string[]
        teams?: string[]
        tags?: string[]
        severities?: ("emergency" | "critical" | "high" | "medium" | "low")[]
        conditions?: ("down" | "degraded" | "reported")[]
      }
      severity?: "emergency" | "critical" | "high" | "medium" | "low"
      says?: string
      channels?: string[]
    }
    /** All of a kind, in the order of their names. */
    AlertDefinitionList: {
      definitions: components['schemas']['AlertDefinition'][]
    }
    /** A page of alerts, open and ended, the newest first. */
    AlertPage: {
      alerts: components['schemas']['ListedAlert'][]
      /** What to give as `before` for the next page; null at the end. */
      next: string | null
    }
    /** A source as it is declared, with its secrets hidden. What `definition` holds may be sent back in an edit, with `version`. */
    AlertSource: {
      id: string
      /** An edit is made of it, and refused when there is a newer one. */
      version: number
      /** What the file declares is read-only here. */
      source: "file" | "api"
      definition: components['schemas']['AlertSourceInput']
      /** Of whom to tell: what would go wrong as it is declared now. Only in answers to a change, and only when there is something. */
      warnings?: components['schemas']['Warning'][]
    }
    AlertSourceInput: {
      name: string
      title?: string
      kind: string
      options?: {
        [name: string]: unknown
      }
      service?: {
        labels?: string[]
        names?: {
          [name: string]: string
        }
        otherwise?: string
      }
      severity?: {
        labels?: string[]
        words?: {
          [name: string]: "emergency" | "critical" | "high" | "medium" | "low"
        }
        otherwise?: "emergency" | "critical" | "high" | "medium" | "low"
      }
      means?: {
        [name: string]: "down" | "degraded" | "reported"
      }
      /** A duration like 30s, 5min or 1h (a bare number is seconds), 1min to 30d. */
      unheardAfter?: string | number
    }
    /** All of a kind, in the order of their names. */
    AlertSourceList: {
      sources: components['schemas']['AlertSource'][]
    }
    /** What is shown of a key. Its secret is shown once, when it is made, and not kept. */
    ApiKey: {
      id: string
      /** `wall` keys open the wall screen from a link; `declared` ones stand in the environment. */
      kind: "api" | "declared" | "wall"
      name: string
      scopes: ("read" | "read-money" | "comment" | "subscribe" | "work-incidents" | "silence-alerts" | "pause-checks" | "run-checks" | "edit-checks" | "edit-services" | "plan-maintenance" | "run-procedures" | "edit-impact" | "read-health-details" | "open-wall" | "change-settings" | "manage-people" | "manage-keys" | "read-audit")[]
      createdAt: string
      createdBy: string
      expiresAt: string | null
      revokedAt: string | null
      /** To within five minutes. */
      lastUsedAt: string | null
    }
    /** One thing that somebody did. Entries are never changed and never removed (HIS-1). */
    AuditEntry: {
      id: string
      at: string
      actorKind: "person" | "key" | "link" | "system" | "nobody"
      actorId: string
      actorName: string
      /** `incident.acknowledge`, `person.change-role`. */
      action: string
      subjectId: string | null
      subjectName: string | null
      /** Null for those who may not see its money. */
      before: unknown
      /** Null for those who may not see its money. */
      after: unknown
      address: string | null
    }
    /** What became of each, in the order in which they were given. */
    BulkChecks: {
      results: ({
        id: string
        name: string
        /** Or would be, where it is only tried. */
        done: boolean
        /** Why it was refused, in a sentence; null when it was not. */
        says: string | null
        /** What goes with it when it is removed, in sentences. */
        hangs: string[]
      })[]
      /** What else changes with them, in sentences. */
      besides: string[]
    }
    /** What became of each, in the order in which they were given. */
    BulkIncidents: {
      results: ({
        /** As it was given. */
        id: string
        done: boolean
        /** Why it was refused, in a sentence; null when it was done. */
        says: string | null
        /** As it is afterwards; of a merged one, that which stays. */
        incident: components['schemas']['Incident'] | null
      })[]
    }
    /** A link by which a calendar reads who is on call (ALR-7), with its address. */
    Calendar: {
      id: string
      /** By name; null for all turns of the person whose link it is. */
      schedule: string | null
      madeAt: string
      /** Whoever has it may read. */
      url: string
    }
    /** A link by which a calendar reads who is on call (ALR-7). */
    CalendarFeed: {
      id: string
      /** By name; null for all turns of the person whose link it is. */
      schedule: string | null
      madeAt: string
    }
    /** One’s own links. */
    CalendarList: {
      calendars: components['schemas']['Calendar'][]
    }
    /** A channel as it is declared, with its secrets hidden. What `definition` holds may be sent back in an edit, with `version`. */
    Channel: {
      id: string
      /** An edit is made of it, and refused when there is a newer one. */
      version: number
      /** What the file declares is read-only here. */
      source: "file" | "api"
      definition: components['schemas']['ChannelInput']
      /** Of whom to tell: what would go wrong as it is declared now. Only in answers to a change, and only when there is something. */
      warnings?: components['schemas']['Warning'][]
    }
    ChannelInput: {
      name: string
      title?: string
      kind: string
      options?: {
        [name: string]: unknown
      }
      /** Used instead while this one stays down. */
      fallback?: string
      /** How it proves that messages arrive by it; `false` for not at all. */
      canary?: false | {
        /** A channel that stops taking messages is found within this time; alerts.canaryEvery unless said. A duration like 30s, 5min or 1h (a bare number is seconds), 10s to 7d. */
        every?: string | number
        /** One that has not arrived after this is lost; at most half of `every`. A duration like 30s, 5min or 1h (a bare number is seconds), 1s to 1h. */
        within?: string | number
        /** Where it goes in a channel that takes an address for each person; for mail, the sender’s own unless said. */
        address?: string
        /** It has arrived only when the receiver has sent a POST to the address that stands in it as `echo`. */
        echo?: boolean
      }
    }
    /** All of a kind, in the order of their names. */
    ChannelList: {
      channels: components['schemas']['Channel'][]
    }
    /** A check as it is declared, with its secrets hidden. What `definition` holds may be sent back in an edit, with `version`. */
    Check: {
      id: string
      /** An edit is made of it, and refused when there is a newer one. */
      version: number
      /** What the file declares is read-only here. */
      source: "file" | "api"
      definition: components['schemas']['CheckInput']
      /** Of whom to tell: what would go wrong as it is declared now. Only in answers to a change, and only when there is something. */
      warnings?: components['schemas']['Warning'][]
    }
    /** What a check sees. */
    CheckAlert: {
      id: string
      severity: "emergency" | "critical" | "high" | "medium" | "low"
      /** When it began: the first failed result of the streak that opened it, or as its source says. */
      startedAt: string
      /** The result that confirmed it, or when its source was heard. */
      openedAt: string
      /** The first success of the streak that closed it, or as its source says. */
      endedAt: string | null
      incidentId: string
      /** The service on which this one depends and whose failure explains it: nobody is told separately (CHK-5). */
      causeServiceId: string | null
      says: string
      /** The incident it belongs to by itself, while that is part of another; absent otherwise. */
      originId?: string
      fingerprint: string
      checkId: string
      serviceId: string
      condition: "down" | "degraded"
      /** The last success before it: between the two nobody can say (IMP-3). */
      blindFromAt: string | null
      signal: null
    }
    /** A check as it is declared, and where it stands. */
    CheckDetail: {
      id: string
      /** An edit is made of it, and refused when there is a newer one. */
      version: number
      /** What the file declares is read-only here. */
      source: "file" | "api"
      definition: components['schemas']['CheckInput']
      /** Of whom to tell: what would go wrong as it is declared now. Only in answers to a change, and only when there is something. */
      warnings?: components['schemas']['Warning'][]
      /** What it looks at, for people; null until the engine has taken it up. */
      target: string | null
      /** Null until the engine has taken it up. */
      state: components['schemas']['CheckState'] | null
    }
    CheckInput: {
      name: string
      /** What it proves, in words: "Admin sign-in". */
      title?: string
      service: string
      type: string
      options?: {
        [name: string]: unknown
      }
      /** A duration like 30s, 5min or 1h (a bare number is seconds), 1s to 1d. */
      interval?: string | number
      /** A duration like 30s, 5min or 1h (a bare number is seconds), 1s to 1h. */
      confirmInterval?: string | number
      /** A duration like 30s, 5min or 1h (a bare number is seconds), 100ms to 2min. */
      timeout?: string | number
      /** A pass slower than this counts towards degraded. A duration like 30s, 5min or 1h (a bare number is seconds), 1ms to 2min. */
      slowAfter?: string | number
      openAfter?: number
      closeAfter?: number
      /** Whether its failure alone takes the service down. */
      critical?: boolean
      /** Of its alert. By default it follows from the service's tier. */
      severity?: "emergency" | "critical" | "high" | "medium" | "low"
      /** What its failure means for the business, in one sentence. */
      consequence?: string
      tags?: string[]
      paused?: boolean
    }
    /** A page of checks, in the order of their names. */
    CheckList: {
      checks: components['schemas']['CheckState'][]
      /** What to give as `after` for the next page; null at the end. */
      next: string | null
    }
    /** A check, and where it stands now. Comes from memory. */
    CheckState: {
      id: string
      /** A small number that stands for the check in results. */
      no: number
      name: string
      title: string
      serviceId: string
      /** The title of its service. */
      service: string
      /** The team of its service. */
      owner: string | null
      tier: 1 | 2 | 3
      type: string
      /** What it looks at, for people. Holds no secret. */
      target: string
      everyMs: number
      confirmEveryMs: number
      timeoutMs: number
      slowAfterMs: number | null
      openAfter: number
      closeAfter: number
      /** Whether its failure alone takes the service down. */
      critical: boolean
      tags: string[]
      paused: boolean
      /** What the file declares is read-only elsewhere. */
      source: "file" | "api"
      version: number
      status: "up" | "degraded" | "down" | "unknown" | "maintenance" | "paused"
      /** Epoch milliseconds. */
      sinceMs: number
      /** Results in a row that speak against the status, and how many change it. */
      turning: {
        have: number
        need: number
      } | null
      /** The check is looked at again after this long: the confirm interval while something is being confirmed. */
      nextAfterMs: number
      last: components['schemas']['LastResult'] | null
      /** The incident that its open alert belongs to. */
      incidentId: string | null
      /** The last 60, packed; only in snapshots of the live topic. */
      recent?: {
        /** Epoch milliseconds. */
        fromMs: number
        steps: string
        ms: string
        outcomes: string
      }
    }
    /** Every type of check. */
    CheckTypes: {
      types: {
        /** What `type` of a check names. */
        kind: string
        label: string
        about: string
        /** The JSON schema of its options. */
        options: unknown
        /** Options that work. */
        example: unknown
      }[]
    }
    /** A contact as it is declared, with its secrets hidden. What `definition` holds may be sent back in an edit, with `version`. */
    Contact: {
      id: string
      /** An edit is made of it, and refused when there is a newer one. */
      version: number
      /** What the file declares is read-only here. */
      source: "file" | "api"
      definition: components['schemas']['ContactInput']
      /** Of whom to tell: what would go wrong as it is declared now. Only in answers to a change, and only when there is something. */
      warnings?: components['schemas']['Warning'][]
    }
    ContactInput: {
      name?: string
      person: string
      channel: string
      /** What the channel needs: a mailbox, a number, a key. */
      address: string
    }
    /** All of a kind, in the order of their names. */
    ContactList: {
      contacts: components['schemas']['Contact'][]
    }
    /** A contract as it is declared, with its secrets hidden. What `definition` holds may be sent back in an edit, with `version`. */
    Contract: {
      id: string
      /** An edit is made of it, and refused when there is a newer one. */
      version: number
      /** What the file declares is read-only here. */
      source: "file" | "api"
      definition: components['schemas']['ContractInput']
      /** Of whom to tell: what would go wrong as it is declared now. Only in answers to a change, and only when there is something. */
      warnings?: components['schemas']['Warning'][]
    }
    ContractInput: {
      name: string
      title?: string
      /** To whom it is promised. */
      customer: string
      currency: string
      /** In whole units of the currency. */
      monthlyFee: number
      /** The share of each month in which it must work: 0.999 for 99.9 %. */
      sla: number
      /** Down while any of them is down. */
      services: string[]
      /** In which its calendar months begin and end. */
      timeZone?: string
      /** excluded: left out of the month. counted: as what it hides. */
      maintenance?: "excluded" | "counted"
      credits: {
        /** 0.999 for 99.9 % of the month. */
        below: number
        /** The share of the monthly fee: 0.1 for 10 %. */
        credit: number
      }[]
    }
    /** All of a kind, in the order of their names. */
    ContractList: {
      contracts: components['schemas']['Contract'][]
    }
    DeleteChannelsByIdBody: {
      version?: number
    }
    DeleteChecksByIdBody: {
      version?: number
    }
    DeleteContactsByIdBody: {
      version?: number
    }
    DeleteContractsByIdBody: {
      version?: number
    }
    DeleteDefinitionsByIdBody: {
      version?: number
    }
    DeleteMaintenanceByIdBody: {
      version?: number
    }
    DeleteOpportunitiesByIdBody: {
      version?: number
    }
    DeletePoliciesByIdBody: {
      version?: number
    }
    DeleteSchedulesByIdBody: {
      version?: number
    }
    DeleteSegmentsByIdBody: {
      version?: number
    }
    DeleteServicesByIdBody: {
      version?: number
    }
    DeleteSourcesByIdBody: {
      version?: number
    }
    DeleteStatusPagesByIdBody: {
      version?: number
    }
    DeleteStreamsByIdBody: {
      version?: number
    }
    DeleteTeamsByIdBody: {
      version?: number
    }
    /** How soon pages and canaries arrive: what Plimsoll promises of itself, measured. */
    Delivery: {
      targets: {
        /** Half of them within. */
        medianMs: number
        /** One is in time within. */
        withinMs: number
        /** This share is to be in time, 0..1. */
        share: number
      }
      day: components['schemas']['DeliverySummary']
      month: components['schemas']['DeliverySummary']
      /** Hour by hour over a day, the oldest first: within how many milliseconds the promised share arrived. */
      hours: (number | null)[]
      channels: ({
        name: string
        label: string
        day: components['schemas']['DeliverySummary']
        month: components['schemas']['DeliverySummary']
        /** Hour by hour over a day, the oldest first: within how many milliseconds the promised share arrived. */
        hours: (number | null)[]
        /** The last ones, the oldest first. */
        canaries: ({
          at: string
          arrivedAt: string | null
          inTime: boolean
          says: string
        })[]
        /** What the engine knows of it now. */
        sight: {
          name: string
          /** Nothing can be expected to arrive by it. */
          down: {
            sinceAt: string
            says: string
          } | null
          canary: {
            /** Why none is sent. */
            off: string
          } | {
            everyMs: number
            withinMs: number
            echo: boolean
            /** The last time that one arrived. */
            provenAt: string | null
            nextAt: string
          }
        } | null
      })[]
    }
    /** One attempt to deliver a message. */
    DeliveryAttempt: {
      id: string
      noticeId: string
      at: string
      outcome: "delivered" | "retry" | "refused"
      says: string
      tookMs: number
      status: number | null
      channel: string
    }
    /** How soon messages of a stretch arrived, and what is left of the promise. Figures are null where nothing was measured. */
    DeliverySummary: {
      pages: number
      canaries: number
      lost: number
      medianMs: number | null
      /** Within which the promised share arrived. */
      shareMs: number | null
      /** In time of all, 0..1. */
      inTime: number | null
      /** Of the misses that are allowed, what is left, up to 1; below 0 when the promise is broken. */
      budgetLeft: number | null
    }
    /** Whom a person asked to be paged beyond what the policy does by itself. */
    Escalation: {
      by: string
      /** Null for the next step. */
      target: {
        channel: string
      } | {
        person: string
        /** Told by each of these channels at once; without, by the first way of theirs that works. */
        by?: string[]
      } | {
        schedule: string
        /** Told by each of these channels at once; without, by the first way of theirs that works. */
        by?: string[]
      } | {
        team: string
        /** Told by each of these channels at once; without, by the first way of theirs that works. */
        by?: string[]
      } | null
    }
    /** What proves a failure (CHK-9). Secrets are redacted before it is made. */
    Evidence: {
      /** The conditions of the check, as they turned out. */
      assertions: {
        expects: string
        got: string
        holds: boolean
      }[]
      /** The steps of a scenario. */
      steps?: {
        name: string
        holds: boolean
        says: string
        /** Absent when it was not reached. */
        latencyMs?: number
      }[]
      status?: string
      /** Pairs of name and value. */
      headers?: ([string, string])[]
      /** The first 16 KiB of the decompressed body. */
      body?: string
      /** A command that repeats the request. */
      curl?: string
      /** What a page wrote as errors; the first 20. */
      errors?: string[]
      /** What a page could not load, each with why; the first 20. */
      failedRequests?: string[]
      /** What the page looked like: a JPEG of at most 96 KiB, in base64. */
      screenshot?: string
    }
    /** A page of evidence, newest first. */
    EvidencePage: {
      evidence: components['schemas']['StoredEvidence'][]
      /** What to give as `before` for the next page; null at the end. */
      next: string | null
    }
    /** What is found by some words, the best of each kind first. */
    Found: {
      checks: ({
        id: string
        name: string
        title: string
        service: string
        status: "up" | "degraded" | "down" | "unknown" | "maintenance" | "paused"
        paused: boolean
      })[]
      services: ({
        name: string
        title: string
        status: "up" | "degraded" | "down" | "unknown" | "maintenance" | "paused"
      })[]
      incidents: ({
        id: string
        number: number
        title: string
        state: "triggered" | "acknowledged" | "mitigated" | "resolved"
      })[]
      /** Empty for those who may not see money, as are opportunities. */
      streams: {
        name: string
        title: string
      }[]
      opportunities: {
        name: string
        title: string
      }[]
      /** Saved ones that one sees; empty for a key. */
      views: ({
        id: string
        page: "queue" | "checks"
        name: string
        query: string
      })[]
    }
    /** How Plimsoll itself does. */
    Health: {
      status: "pass" | "warn" | "fail"
      [name: string]: unknown
    }
    /** Where the service of a heartbeat check must call. */
    HeartbeatAddress: {
      url: string
    }
    /** Our load on each host that is watched, the heaviest first. */
    HostLoads: {
      hosts: {
        host: string
        running: number
        waiting: number
        perMinute: number
      }[]
      /** What a host is spared from. */
      limits: {
        concurrent: number
        perSecond: number
      }
    }
    /** The unit people work on. */
    Incident: {
      id: string
      /** As people call it: 2417 for INC-2417. */
      number: number
      /** One sentence in the words of the business: "Admin sign-in is failing". */
      title: string
      severity: "emergency" | "critical" | "high" | "medium" | "low"
      state: "triggered" | "acknowledged" | "mitigated" | "resolved"
      /** The service where it began, or whose failure explains the others; null when opened by hand without one. */
      serviceId: string | null
      /** The first failed result. */
      startedAt: string
      /** When it was confirmed, or opened by hand. */
      openedAt: string
      acknowledgedAt: string | null
      acknowledgedBy: string | null
      acknowledgedById: string | null
      mitigatedAt: string | null
      mitigatedBy: string | null
      assignee: string | null
      assigneeId: string | null
      resolvedAt: string | null
      /** The first success of the streak that proved recovery; what the outage lasted to. Null until then. */
      endedAt: string | null
      /** Null when it resolved by itself. */
      resolvedBy: string | null
      resolvedById: string | null
      /** False when a person resolved it before the checks had proven it (INC-4). */
      proven: boolean
      reason: string | null
      cause: string | null
      openedBy: string | null
      /** Whom people asked to be paged beyond what the policy does by itself, in the order in which they asked; the pager does each once. */
      escalations: components['schemas']['Escalation'][]
      /** The incident that this one is part of: its alerts, timeline and loss are there. */
      mergedInto: string | null
      /** The alerts that somebody took out of another incident to make this one of. */
      splitAlerts: string[]
      version: number
    }
    /** An incident with everything that belongs to it. */
    IncidentDetail: {
      incident: components['schemas']['Incident']
      alerts: components['schemas']['Alert'][]
      /** Newest first. What an entry says about money is null for those who may not see it. */
      entries: components['schemas']['TimelineEntry'][]
      /** What it took from each stream, in stretches of a constant rate; absent for those who may not see money. */
      ledger?: components['schemas']['LossSegment'][]
    }
    /** A page of incidents, newest first. */
    IncidentPage: {
      incidents: components['schemas']['Incident'][]
      /** What to give as `before` for the next page; null at the end. */
      next: number | null
    }
    /** The same with the figures of its result. */
    KeptEvidence: {
      /** The conditions of the check, as they turned out. */
      assertions: {
        expects: string
        got: string
        holds: boolean
      }[]
      /** The steps of a scenario. */
      steps?: {
        name: string
        holds: boolean
        says: string
        /** Absent when it was not reached. */
        latencyMs?: number
      }[]
      status?: string
      /** Pairs of name and value. */
      headers?: ([string, string])[]
      /** The first 16 KiB of the decompressed body. */
      body?: string
      /** A command that repeats the request. */
      curl?: string
      /** What a page wrote as errors; the first 20. */
      errors?: string[]
      /** What a page could not load, each with why; the first 20. */
      failedRequests?: string[]
      /** What the page looked like: a JPEG of at most 96 KiB, in base64. */
      screenshot?: string
      code: number
      /** Milliseconds. */
      latencyMs: number
      phases: components['schemas']['Phases'] | null
    }
    /** Somebody who has signed in. */
    Landing: {
      /** The path of the page where they begin. */
      landing: string
    }
    /** The policy that is followed by what has no policy of its own. */
    LastResort: {
      /** Null: nobody is told of what has no route. */
      policy: string | null
      /** What the file declares is read-only here. */
      source: "file" | "api"
    }
    /** The last execution of a check. */
    LastResult: {
      /** Epoch milliseconds. */
      atMs: number
      outcome: "pass" | "slow" | "fail" | "blind"
      /** How long it took, in milliseconds. */
      ms: number
      /** A number that belongs to the answer: an HTTP status, days until a certificate ends. */
      code: number
      says: string
    }
    /** An alert with the names of what it is about, as they are now; null for what has none. */
    ListedAlert: {
      id: string
      severity: "emergency" | "critical" | "high" | "medium" | "low"
      /** When it began: the first failed result of the streak that opened it, or as its source says. */
      startedAt: string
      /** The result that confirmed it, or when its source was heard. */
      openedAt: string
      /** The first success of the streak that closed it, or as its source says. */
      endedAt: string | null
      incidentId: string
      /** The service on which this one depends and whose failure explains it: nobody is told separately (CHK-5). */
      causeServiceId: string | null
      says: string
      /** The incident it belongs to by itself, while that is part of another; absent otherwise. */
      originId?: string
      state: "open" | "ended"
      condition: "down" | "degraded" | "reported"
      check: {
        id: string
        name: string
        title: string
      } | null
      service: {
        id: string
        name: string
        title: string
      } | null
      incidentNumber: number
      /** The last success before it: between the two nobody can say (IMP-3). */
      blindFromAt: string | null
      /** What is known of it when it was reported; null for what a check sees. */
      signal: components['schemas']['SignalFacts'] | null
    }
    /** A stretch of time in which an incident took the same share of a stream. Its loss in minor units is hours × baselinePerHourMinor × factor × fraction. */
    LossSegment: {
      incidentId: string
      streamId: string
      fromAt: string
      /** Null: it still runs. */
      toAt: string | null
      /** 0..1: what this incident takes, beyond what earlier ones take already. */
      fraction: number
      /** Minor units of the stream’s currency an hour, before the profile. */
      baselinePerHourMinor: number
      /** The profile’s factor for this hour of the week. */
      factor: number
      certainty: "seen" | "blind"
    }
    /** What a window would do, before anything is saved. */
    MaintenanceTrial: {
      /** When it holds next, in one sentence with its zone. */
      says: string
      warnings: string[]
      /** How many checks it matches now. */
      checks: number
    }
    /** A window as it is declared, with its secrets hidden. What `definition` holds may be sent back in an edit, with `version`. */
    MaintenanceWindow: {
      id: string
      /** An edit is made of it, and refused when there is a newer one. */
      version: number
      /** What the file declares is read-only here. */
      source: "file" | "api"
      definition: components['schemas']['MaintenanceWindowInput']
      /** Of whom to tell: what would go wrong as it is declared now. Only in answers to a change, and only when there is something. */
      warnings?: components['schemas']['Warning'][]
    }
    MaintenanceWindowInput: {
      name: string
      /** What is done, in words: "Weekly reboot". */
      title?: string
      /** What it is about. All given must fit; texts may end in `*`. */
      matcher: {
        services?: string[]
        checks?: string[]
        teams?: string[]
        tags?: string[]
      }
      when: {
        once?: {
          /** An instant like 2026-11-23T22:00Z, or a local time of the zone. */
          from: string
          /** When it ends, written in the same way. */
          to: string
          /** Of times that are written without an offset. */
          timeZone?: string
        }
        every?: {
          /** Days of the week. Without, every day. */
          days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[]
          /** 2 is every second week, counted from the week of from. */
          weeks?: number
          /** Instead of days: 1 to 31, or last. Months without that day are left out. */
          dayOfMonth?: number | "last"
          /** Local time of the zone, also after the clocks change. */
          at: string
          /** How long it lasts each time. A duration like 30s, 5min or 1h (a bare number is seconds), 1min to 14d. */
          for: string | number
          timeZone?: string
          /** The first day on which it may begin. */
          from?: string
          /** The day from which on it no longer begins. */
          until?: string
        }
      }
      /** Nothing is sold meanwhile anyway: what fails then is not counted as revenue lost. */
      lossFree?: boolean
      /** Said where it is meant to match every check. */
      everything?: boolean
    }
    /** A key that was made. */
    NewApiKey: {
      id: string
      /** `wall` keys open the wall screen from a link; `declared` ones stand in the environment. */
      kind: "api" | "declared" | "wall"
      name: string
      scopes: ("read" | "read-money" | "comment" | "subscribe" | "work-incidents" | "silence-alerts" | "pause-checks" | "run-checks" | "edit-checks" | "edit-services" | "plan-maintenance" | "run-procedures" | "edit-impact" | "read-health-details" | "open-wall" | "change-settings" | "manage-people" | "manage-keys" | "read-audit")[]
      createdAt: string
      createdBy: string
      expiresAt: string | null
      revokedAt: string | null
      /** To within five minutes. */
      lastUsedAt: string | null
      /** The key itself, shown this once. */
      key: string
    }
    /** A check that was made. */
    NewCheck: {
      id: string
      /** An edit is made of it, and refused when there is a newer one. */
      version: number
      /** What the file declares is read-only here. */
      source: "file" | "api"
      definition: components['schemas']['CheckInput']
      /** Of whom to tell: what would go wrong as it is declared now. Only in answers to a change, and only when there is something. */
      warnings?: components['schemas']['Warning'][]
      /** Of a heartbeat without a token of its own: the address that its service must call. */
      heartbeatUrl?: string
    }
    /** A person with a new password. */
    NewPassword: {
      person: components['schemas']['Person']
      /** The one that was made, shown this once; absent when it was given. */
      password?: string
    }
    /** Somebody who was added. */
    NewPerson: {
      id: string
      name: string
      email: string
      role: "viewer" | "executive" | "responder" | "engineer" | "admin"
      createdAt: string
      /** The one that was made, shown this once; absent when it was given. */
      password?: string
    }
    /** A link that opens the wall screen. */
    NewWallLink: {
      id: string
      /** `wall` keys open the wall screen from a link; `declared` ones stand in the environment. */
      kind: "api" | "declared" | "wall"
      name: string
      scopes: ("read" | "read-money" | "comment" | "subscribe" | "work-incidents" | "silence-alerts" | "pause-checks" | "run-checks" | "edit-checks" | "edit-services" | "plan-maintenance" | "run-procedures" | "edit-impact" | "read-health-details" | "open-wall" | "change-settings" | "manage-people" | "manage-keys" | "read-audit")[]
      createdAt: string
      createdBy: string
      expiresAt: string | null
      revokedAt: string | null
      /** To within five minutes. */
      lastUsedAt: string | null
      /** The link, shown this once. */
      url: string
    }
    /** One message to one recipient, as it stands in the delivery log. */
    Notice: {
      id: string
      incidentId: string | null
      kind: "page" | "news" | "reminder" | "acknowledged" | "resolved" | "briefing" | "test" | "canary" | "status"
      channel: string
      /** Null where it is as secret as a password. */
      address: string | null
      person: string | null
      severity: "emergency" | "critical" | "high" | "medium" | "low"
      title: string
      at: string
      /** Not sent before. */
      dueAt: string
      /** `bundled`: it went out in the message of another. `dead`: it is not tried again unless somebody sends it anew. */
      state: "waiting" | "sending" | "delivered" | "dead" | "bundled"
      attempts: number
      deliveredAt: string | null
      /** What the other side answered last, or why it is tried again or given up. */
      says: string | null
      /** What the other side calls it. */
      ref: string | null
      bundleOf: string | null
    }
    /** One message, its attempts, and why whom of its incident (ALR-15). */
    NoticeDetail: {
      notice: components['schemas']['Notice']
      /** In order; of very many the first. */
      attempts: components['schemas']['DeliveryAttempt'][]
      trail: components['schemas']['Trail'][]
    }
    /** A page of the delivery log, newest first. */
    NoticePage: {
      notices: components['schemas']['Notice'][]
      /** What to give as `before` for the next page; null at the end. */
      next: string | null
    }
    /** One message, and what the other side answered to each attempt. */
    NoticeWithAttempts: {
      notice: components['schemas']['Notice']
      /** In order; of very many the first. */
      attempts: components['schemas']['DeliveryAttempt'][]
    }
    /** The document itself: OpenAPI 3.1. */
    OpenApi: {
      openapi: string
      paths: unknown
      [name: string]: unknown
    }
    /** A opportunity as it is declared, with its secrets hidden. What `definition` holds may be sent back in an edit, with `version`. */
    Opportunity: {
      id: string
      /** An edit is made of it, and refused when there is a newer one. */
      version: number
      /** What the file declares is read-only here. */
      source: "file" | "api"
      definition: components['schemas']['OpportunityInput']
      /** Of whom to tell: what would go wrong as it is declared now. Only in answers to a change, and only when there is something. */
      warnings?: components['schemas']['Warning'][]
    }
    OpportunityInput: {
      name: string
      title?: string
      currency: string
      /** In whole units of the currency. */
      value: number
      probability?: number
      closesOn?: string
      /** "Demo 15:30", "Renewal". */
      nextStep?: string
      stakeholders?: string[]
      journeys: ({
        service: string
      } | {
        check: string
      })[]
      /** 1 for every minute. */
      target?: number
    }
    /** All of a kind, in the order of their names. */
    OpportunityList: {
      opportunities: components['schemas']['Opportunity'][]
    }
    /** An override that somebody made by hand: beside what is declared, and over it. */
    Override: {
      id: string
      from: string
      to: string
      /** Who is on call instead, by e-mail address. */
      person: string
      /** Who made it. */
      by: string
      /** When it was made. */
      at: string
    }
    /** Overrides made by hand. */
    OverrideList: {
      overrides: components['schemas']['Override'][]
    }
    /** The ways by which one is reached oneself, and the channels that take an address. */
    OwnContacts: {
      contacts: ({
        id: string
        channel: string
        /** Null where it is as good as a password. */
        address: string | null
        label: string | null
        addedAt: string
        verifiedAt: string | null
        /** Since when the other side says that nobody is there any more. */
        goneAt: string | null
        /** The first of those whose place it takes. */
        replaces: string | null
        isBrowser: boolean
      })[]
      channels: ({
        name: string
        label: string
        kind: string
        /** What a browser subscribes with. */
        key: string | null
      })[]
    }
    PatchSchedulesByIdOverridesByOverrideBody: {
      to: string
    }
    /** Somebody who may sign in. */
    Person: {
      id: string
      name: string
      email: string
      role: "viewer" | "executive" | "responder" | "engineer" | "admin"
      createdAt: string
    }
    /** Where the time of an HTTP request went, in milliseconds; a phase that did not happen is 0 (CHK-2). */
    Phases: {
      dnsMs: number
      connectMs: number
      tlsMs: number
      firstByteMs: number
      transferMs: number
    }
    /** A maintenance window, and when it holds. */
    PlannedMaintenance: {
      id: string
      /** An edit is made of it, and refused when there is a newer one. */
      version: number
      /** What the file declares is read-only here. */
      source: "file" | "api"
      definition: components['schemas']['MaintenanceWindowInput']
      /** Of whom to tell: what would go wrong as it is declared now. Only in answers to a change, and only when there is something. */
      warnings?: components['schemas']['Warning'][]
      /** For which it holds, or will next; null when it never will again. */
      next: {
        fromAt: string
        toAt: string
        holds: boolean
      } | null
    }
    /** Every maintenance window, in the order of their names. */
    PlannedMaintenanceList: {
      maintenance: components['schemas']['PlannedMaintenance'][]
    }
    /** A policy as it is declared, with its secrets hidden. What `definition` holds may be sent back in an edit, with `version`. */
    Policy: {
      id: string
      /** An edit is made of it, and refused when there is a newer one. */
      version: number
      /** What the file declares is read-only here. */
      source: "file" | "api"
      definition: components['schemas']['PolicyInput']
      /** Of whom to tell: what would go wrong as it is declared now. Only in answers to a change, and only when there is something. */
      warnings?: components['schemas']['Warning'][]
    }
    PolicyInput: {
      name: string
      title?: string
      /** Who is told first, and who while nobody has answered. */
      steps: ({
        tell: ({
          channel: string
        } | {
          person: string
          /** Told by each of these channels at once; without, by the first way of theirs that works. */
          by?: string[]
        } | {
          schedule: string
          /** Told by each of these channels at once; without, by the first way of theirs that works. */
          by?: string[]
        } | {
          team: string
          /** Told by each of these channels at once; without, by the first way of theirs that works. */
          by?: string[]
        })[]
        /** How long after the step before, while nobody has acknowledged. A duration like 30s, 5min or 1h (a bare number is seconds), 0ms to 7d. */
        after?: string | number
        /** Only for these; without, for all. */
        severities?: ("emergency" | "critical" | "high" | "medium" | "low")[]
      })[]
      /** How often all steps are gone through again. */
      repeat?: number
      /** From the last step to the first of the next round. A duration like 30s, 5min or 1h (a bare number is seconds), 1min to 7d. */
      repeatAfter?: string | number
      /** Told that long after the incident opened while it is not resolved, acknowledged or not. */
      executives?: {
        /** A duration like 30s, 5min or 1h (a bare number is seconds), 0ms to 7d. */
        after: string | number
        tell: ({
          channel: string
        } | {
          person: string
          /** Told by each of these channels at once; without, by the first way of theirs that works. */
          by?: string[]
        } | {
          schedule: string
          /** Told by each of these channels at once; without, by the first way of theirs that works. */
          by?: string[]
        } | {
          team: string
          /** Told by each of these channels at once; without, by the first way of theirs that works. */
          by?: string[]
        })[]
        severities?: ("emergency" | "critical" | "high" | "medium" | "low")[]
      }
      /** Told when nobody of a step can be reached. */
      lastResort?: ({
        channel: string
      } | {
        person: string
        /** Told by each of these channels at once; without, by the first way of theirs that works. */
        by?: string[]
      } | {
        schedule: string
        /** Told by each of these channels at once; without, by the first way of theirs that works. */
        by?: string[]
      } | {
        team: string
        /** Told by each of these channels at once; without, by the first way of theirs that works. */
        by?: string[]
      })[]
      /** by-loss: steps follow faster the more is lost a minute. */
      pace?: "by-loss" | "as-written"
      /** Less severe than `unless`, nobody is told before they end. */
      quietHours?: {
        days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[]
        from: string
        to: string
        timeZone?: string
        /** The least severity that is told at all hours. */
        unless?: "emergency" | "critical" | "high" | "medium" | "low"
      }
    }
    /** All of a kind, in the order of their names. */
    PolicyList: {
      policies: components['schemas']['Policy'][]
    }
    PostAccountContactsBody: {
      /** One that takes an address of a person. */
      channel: string
      address: string
      /** How you call it: "Firefox on my phone". */
      label?: string
      /** A way of yours that has this address now: it goes once this one is confirmed. */
      replaces?: string
    }
    PostAccountContactsByIdVerifyBody: {
      code: string
    }
    PostActBody: {
      token: string
      to?: string
      reason?: string
    }
    PostApiKeysBody: {
      /** What uses it: "deploy pipeline". */
      name: string
      scopes: ("read" | "read-money" | "comment" | "subscribe" | "work-incidents" | "silence-alerts" | "pause-checks" | "run-checks" | "edit-checks" | "edit-services" | "plan-maintenance" | "run-procedures" | "edit-impact" | "read-health-details" | "open-wall" | "change-settings" | "manage-people" | "manage-keys" | "read-audit")[]
      expiresInDays?: number
    }
    PostCalendarsBody: {
      /** Without, one’s own turns of all schedules. */
      schedule?: string
    }
    PostChannelsByIdTestBody: {
      /** Of a person, where the channel takes one. */
      address?: string
    }
    PostChecksBulkBody: {
      /** Ids or names. */
      checks: string[]
      deed: unknown
      /** Says what would come of it, and does nothing. */
      try?: boolean
    }
    PostChecksTryBody: {
      of?: string
      input: components['schemas']['CheckInput']
    }
    PostIncidentsBody: {
      title: string
      severity?: "emergency" | "critical" | "high" | "medium" | "low"
      service?: string
      /** People (e-mail) and teams who are paged at once, besides whom the service’s policy pages. */
      tell?: string[]
    }
    PostIncidentsBulkBody: {
      incidents: string[]
      deed: unknown
    }
    PostIncidentsByIdAssignBody: {
      /** An e-mail address of a person here. */
      to: string
    }
    PostIncidentsByIdCauseBody: {
      cause: string
    }
    PostIncidentsByIdEscalateBody: {
      /** A person (e-mail) or a team, who is paged and has it then; without, the policy’s next step is taken at once. */
      to?: string
      /** Also raises the severity by one. */
      raise?: boolean
      note?: string
    }
    PostIncidentsByIdMergeBody: {
      /** The incident that it is a part of: an id or a number like INC-12. */
      into: string
    }
    PostIncidentsByIdNotesBody: {
      text: string
    }
    PostIncidentsByIdResolveBody: {
      reason: string
    }
    PostIncidentsByIdSeverityBody: {
      severity: "emergency" | "critical" | "high" | "medium" | "low"
    }
    PostIncidentsByIdSplitBody: {
      /** Alerts of the incident that become one of their own; what the same checks said before goes with them. */
      alerts?: string[]
      /** Instead: an incident that was merged into it, which becomes one of its own again. */
      incident?: string
      /** Of the new incident; made of what fails when absent. */
      title?: string
    }
    PostIncidentsByIdUpdatesBody: {
      /** Where it stands for those outside. */
      state: "investigating" | "identified" | "monitoring" | "resolved"
      /** What it is called there; as before, or "Problem with <components>", unless said. */
      title?: string
      /** What visitors read. Plain text; a blank line begins a paragraph. */
      text: string
      /** By name; all that show an affected service, unless said. */
      pages?: string[]
    }
    PostMaintenanceTryBody: {
      /** What it is about. All given must fit; texts may end in `*`. */
      matcher: {
        services?: string[]
        checks?: string[]
        teams?: string[]
        tags?: string[]
      }
      when: {
        once?: {
          /** An instant like 2026-11-23T22:00Z, or a local time of the zone. */
          from: string
          /** When it ends, written in the same way. */
          to: string
          /** Of times that are written without an offset. */
          timeZone?: string
        }
        every?: {
          /** Days of the week. Without, every day. */
          days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[]
          /** 2 is every second week, counted from the week of from. */
          weeks?: number
          /** Instead of days: 1 to 31, or last. Months without that day are left out. */
          dayOfMonth?: number | "last"
          /** Local time of the zone, also after the clocks change. */
          at: string
          /** How long it lasts each time. A duration like 30s, 5min or 1h (a bare number is seconds), 1min to 14d. */
          for: string | number
          timeZone?: string
          /** The first day on which it may begin. */
          from?: string
          /** The day from which on it no longer begins. */
          until?: string
        }
      }
    }
    PostNoticesResendBody: {
      channel?: string
      person?: string
      incident?: string
      since?: string
      until?: string
    }
    PostPeopleBody: {
      name: string
      email: string
      role: "viewer" | "executive" | "responder" | "engineer" | "admin"
      /** Left out, one is made and shown once. */
      password?: string
    }
    PostPeopleByIdPasswordBody: {
      password?: string
    }
    PostSchedulesByIdOverridesBody: {
      /** Who is on call instead. */
      person: string
      /** Now, unless said. */
      from?: string
      to: string
      /** Whoever is on call at `from` takes this time of theirs instead. */
      inExchange?: {
        from: string
        to: string
      }
    }
    PostSessionBody: {
      email: string
      password: string
      returnTo?: string
    }
    PostSessionPasswordBody: {
      current: string
      password: string
    }
    PostSessionSetupBody: {
      token: string
      name: string
      email: string
      password: string
    }
    PostSessionWallBody: {
      /** What uses it: "deploy pipeline". */
      name: string
      expiresInDays?: number
    }
    PostSilencesBody: {
      matcher: {
        services?: string[]
        checks?: string[]
        teams?: string[]
        tags?: string[]
        severities?: ("emergency" | "critical" | "high" | "medium" | "low")[]
        conditions?: ("down" | "degraded" | "reported")[]
      }
      from?: string
      /** How long, unless `until` says when it ends. A duration like 30s, 5min or 1h (a bare number is seconds), 1min to 30d. */
      lasts?: string | number
      /** When it ends, in the place of `lasts`. At most 30 days after it begins. */
      until?: string
      reason: string
      everything?: boolean
    }
    PostViewsBody: {
      page: "queue" | "checks"
      name: string
      /** The filter as it stands in the address of the page: `status=down&tag=eu`. */
      query: string
      /** The roles that see it too; without any it is one’s own. */
      sharedWith?: ("viewer" | "executive" | "responder" | "engineer" | "admin")[]
      isDefault?: boolean
    }
    /** What was refused or went wrong (RFC 9457). What else it holds depends on its type. */
    Problem: {
      /** The code for a program: `urn:plimsoll:problem:` and `invalid`, `conflict`, `not-found` … */
      type: string
      /** The sentence for a person. */
      title: string
      status: number
      /** Of an input that is refused: what is wrong where. */
      issues?: {
        path: string
        message: string
      }[]
      retryAfterSeconds?: number
      [name: string]: unknown
    }
    PutChannelsByIdBody: {
      version: number
      name: string
      title?: string
      kind: string
      options?: {
        [name: string]: unknown
      }
      /** Used instead while this one stays down. */
      fallback?: string
      /** How it proves that messages arrive by it; `false` for not at all. */
      canary?: false | {
        /** A channel that stops taking messages is found within this time; alerts.canaryEvery unless said. A duration like 30s, 5min or 1h (a bare number is seconds), 10s to 7d. */
        every?: string | number
        /** One that has not arrived after this is lost; at most half of `every`. A duration like 30s, 5min or 1h (a bare number is seconds), 1s to 1h. */
        within?: string | number
        /** Where it goes in a channel that takes an address for each person; for mail, the sender’s own unless said. */
        address?: string
        /** It has arrived only when the receiver has sent a POST to the address that stands in it as `echo`. */
        echo?: boolean
      }
    }
    PutChecksByIdBody: {
      version: number
      name: string
      /** What it proves, in words: "Admin sign-in". */
      title?: string
      service: string
      type: string
      options?: {
        [name: string]: unknown
      }
      /** A duration like 30s, 5min or 1h (a bare number is seconds), 1s to 1d. */
      interval?: string | number
      /** A duration like 30s, 5min or 1h (a bare number is seconds), 1s to 1h. */
      confirmInterval?: string | number
      /** A duration like 30s, 5min or 1h (a bare number is seconds), 100ms to 2min. */
      timeout?: string | number
      /** A pass slower than this counts towards degraded. A duration like 30s, 5min or 1h (a bare number is seconds), 1ms to 2min. */
      slowAfter?: string | number
      openAfter?: number
      closeAfter?: number
      /** Whether its failure alone takes the service down. */
      critical?: boolean
      /** Of its alert. By default it follows from the service's tier. */
      severity?: "emergency" | "critical" | "high" | "medium" | "low"
      /** What its failure means for the business, in one sentence. */
      consequence?: string
      tags?: string[]
      paused?: boolean
    }
    PutContactsByIdBody: {
      version: number
      name?: string
      person: string
      channel: string
      /** What the channel needs: a mailbox, a number, a key. */
      address: string
    }
    PutContractsByIdBody: {
      version: number
      name: string
      title?: string
      /** To whom it is promised. */
      customer: string
      currency: string
      /** In whole units of the currency. */
      monthlyFee: number
      /** The share of each month in which it must work: 0.999 for 99.9 %. */
      sla: number
      /** Down while any of them is down. */
      services: string[]
      /** In which its calendar months begin and end. */
      timeZone?: string
      /** excluded: left out of the month. counted: as what it hides. */
      maintenance?: "excluded" | "counted"
      credits: {
        /** 0.999 for 99.9 % of the month. */
        below: number
        /** The share of the monthly fee: 0.1 for 10 %. */
        credit: number
      }[]
    }
    PutDefinitionsByIdBody: {
      version: number
      name: string
      when: {
        services?: string[]
        checks?: string[]
        teams?: string[]
        tags?: string[]
        severities?: ("emergency" | "critical" | "high" | "medium" | "low")[]
        conditions?: ("down" | "degraded" | "reported")[]
      }
      severity?: "emergency" | "critical" | "high" | "medium" | "low"
      says?: string
      channels?: string[]
    }
    PutLastResortBody: {
      /** The name of a policy; null for none: then nobody is told of what has no route. */
      policy: string | null
    }
    PutMaintenanceByIdBody: {
      version: number
      name: string
      /** What is done, in words: "Weekly reboot". */
      title?: string
      /** What it is about. All given must fit; texts may end in `*`. */
      matcher: {
        services?: string[]
        checks?: string[]
        teams?: string[]
        tags?: string[]
      }
      when: {
        once?: {
          /** An instant like 2026-11-23T22:00Z, or a local time of the zone. */
          from: string
          /** When it ends, written in the same way. */
          to: string
          /** Of times that are written without an offset. */
          timeZone?: string
        }
        every?: {
          /** Days of the week. Without, every day. */
          days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[]
          /** 2 is every second week, counted from the week of from. */
          weeks?: number
          /** Instead of days: 1 to 31, or last. Months without that day are left out. */
          dayOfMonth?: number | "last"
          /** Local time of the zone, also after the clocks change. */
          at: string
          /** How long it lasts each time. A duration like 30s, 5min or 1h (a bare number is seconds), 1min to 14d. */
          for: string | number
          timeZone?: string
          /** The first day on which it may begin. */
          from?: string
          /** The day from which on it no longer begins. */
          until?: string
        }
      }
      /** Nothing is sold meanwhile anyway: what fails then is not counted as revenue lost. */
      lossFree?: boolean
      /** Said where it is meant to match every check. */
      everything?: boolean
    }
    PutOpportunitiesByIdBody: {
      version: number
      name: string
      title?: string
      currency: string
      /** In whole units of the currency. */
      value: number
      probability?: number
      closesOn?: string
      /** "Demo 15:30", "Renewal". */
      nextStep?: string
      stakeholders?: string[]
      journeys: ({
        service: string
      } | {
        check: string
      })[]
      /** 1 for every minute. */
      target?: number
    }
    PutPeopleByIdRoleBody: {
      role: "viewer" | "executive" | "responder" | "engineer" | "admin"
    }
    PutPoliciesByIdBody: {
      version: number
      name: string
      title?: string
      /** Who is told first, and who while nobody has answered. */
      steps: ({
        tell: ({
          channel: string
        } | {
          person: string
          /** Told by each of these channels at once; without, by the first way of theirs that works. */
          by?: string[]
        } | {
          schedule: string
          /** Told by each of these channels at once; without, by the first way of theirs that works. */
          by?: string[]
        } | {
          team: string
          /** Told by each of these channels at once; without, by the first way of theirs that works. */
          by?: string[]
        })[]
        /** How long after the step before, while nobody has acknowledged. A duration like 30s, 5min or 1h (a bare number is seconds), 0ms to 7d. */
        after?: string | number
        /** Only for these; without, for all. */
        severities?: ("emergency" | "critical" | "high" | "medium" | "low")[]
      })[]
      /** How often all steps are gone through again. */
      repeat?: number
      /** From the last step to the first of the next round. A duration like 30s, 5min or 1h (a bare number is seconds), 1min to 7d. */
      repeatAfter?: string | number
      /** Told that long after the incident opened while it is not resolved, acknowledged or not. */
      executives?: {
        /** A duration like 30s, 5min or 1h (a bare number is seconds), 0ms to 7d. */
        after: string | number
        tell: ({
          channel: string
        } | {
          person: string
          /** Told by each of these channels at once; without, by the first way of theirs that works. */
          by?: string[]
        } | {
          schedule: string
          /** Told by each of these channels at once; without, by the first way of theirs that works. */
          by?: string[]
        } | {
          team: string
          /** Told by each of these channels at once; without, by the first way of theirs that works. */
          by?: string[]
        })[]
        severities?: ("emergency" | "critical" | "high" | "medium" | "low")[]
      }
      /** Told when nobody of a step can be reached. */
      lastResort?: ({
        channel: string
      } | {
        person: string
        /** Told by each of these channels at once; without, by the first way of theirs that works. */
        by?: string[]
      } | {
        schedule: string
        /** Told by each of these channels at once; without, by the first way of theirs that works. */
        by?: string[]
      } | {
        team: string
        /** Told by each of these channels at once; without, by the first way of theirs that works. */
        by?: string[]
      })[]
      /** by-loss: steps follow faster the more is lost a minute. */
      pace?: "by-loss" | "as-written"
      /** Less severe than `unless`, nobody is told before they end. */
      quietHours?: {
        days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[]
        from: string
        to: string
        timeZone?: string
        /** The least severity that is told at all hours. */
        unless?: "emergency" | "critical" | "high" | "medium" | "low"
      }
    }
    PutSchedulesByIdBody: {
      version: number
      name: string
      title?: string
      timeZone?: string
      /** A later one stands over an earlier one. */
      layers: ({
        title?: string
        /** In the order of their turns. */
        people: string[]
        /** How long each is on call: day, week, or a duration like 12h. */
        turn?: "day" | "week" | string | number
        handover?: string
        /** The day on which the first person’s first turn begins. */
        starts: string
        /** The day on which it ends, at the hand-over time. */
        ends?: string
        /** Without, at all hours. */
        hours?: ({
          days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[]
          from: string
          to: string
        })[]
      })[]
      /** They stand over every layer. */
      overrides?: ({
        from: string
        to: string
        /** Null for nobody: the next step of the policy is asked. */
        person: string | null
      })[]
    }
    PutSegmentsByIdBody: {
      version: number
      name: string
      title?: string
      customers: number
      /** The share of them who use the service, 0 to 1. */
      reach: {
        [name: string]: number
      }
    }
    PutServicesByIdBody: {
      version: number
      name: string
      /** As the business calls it: "Admin sign-in". */
      title?: string
      /** 1 is what customers cannot do without. */
      tier?: 1 | 2 | 3
      /** The team that answers for it. */
      owner?: string
      dependsOn?: string[]
      runbook?: string
    }
    PutSourcesByIdBody: {
      version: number
      name: string
      title?: string
      kind: string
      options?: {
        [name: string]: unknown
      }
      service?: {
        labels?: string[]
        names?: {
          [name: string]: string
        }
        otherwise?: string
      }
      severity?: {
        labels?: string[]
        words?: {
          [name: string]: "emergency" | "critical" | "high" | "medium" | "low"
        }
        otherwise?: "emergency" | "critical" | "high" | "medium" | "low"
      }
      means?: {
        [name: string]: "down" | "degraded" | "reported"
      }
      /** A duration like 30s, 5min or 1h (a bare number is seconds), 1min to 30d. */
      unheardAfter?: string | number
    }
    PutStatusPagesByIdBody: {
      version: number
      /** The page is at /status/<name>. */
      name: string
      /** Whose status it is: "Zebra Associates". */
      title: string
      /** One sentence below the title. */
      description?: string
      /** public: everybody. private: who is signed in; for everybody else there is no such page. */
      visibility?: "public" | "private"
      /** Requests for this host see the page and nothing else. Its DNS and TLS lead to Plimsoll. */
      domain?: string
      /** Its days and times are those of this zone. */
      timeZone?: string
      components: {
        /** What is measured. Nobody outside reads this name. */
        service: string
        /** The name that visitors read. */
        title: string
        description?: string
        /** Components of one group stand together. */
        group?: string
      }[]
      /** written: only what somebody writes on the page of an incident. automatic: also a general sentence when an incident of a component begins and ends. */
      incidents?: "written" | "automatic"
      /** times: when, and of which components. titles: with the title of the window as well. hidden: not at all. */
      maintenance?: "times" | "titles" | "hidden"
      /** The e-mail channel by which subscribers are told. Without, nobody can subscribe by mail. */
      mail?: string
      /** Whether webhooks may subscribe. */
      webhooks?: boolean
    }
    PutStreamsByIdBody: {
      version: number
      name: string
      title?: string
      currency: string
      /** In whole units of the currency: pounds, not pence. */
      perHour: number
      profile?: {
        timeZone: string
        week?: {
          [name: string]: number[]
        }
      }
      /** How much of the stream needs the service, 0 to 1. */
      dependsOn: {
        [name: string]: number
      }
    }
    PutTeamsByIdBody: {
      version: number
      /** As services name it as their owner. */
      name: string
      members?: string[]
      /** Who is told when a service of theirs fails. */
      policy?: string
    }
    PutViewsByIdBody: {
      version: number
      name: string
      /** The filter as it stands in the address of the page: `status=down&tag=eu`. */
      query: string
      /** The roles that see it too; without any it is one’s own. */
      sharedWith?: ("viewer" | "executive" | "responder" | "engineer" | "admin")[]
    }
    PutViewsDefaultBody: {
      page: "queue" | "checks"
      /** Null for none: the page as it is without a filter. */
      view: string | null
    }
    /** Who would be told if a service failed and nobody answered. */
    Rehearsal: {
      /** When it would fail. */
      at: string
      /** Whom it would tell, by which channel, when; the first hundred. */
      told: ({
        at: string
        kind: "page" | "news" | "reminder" | "acknowledged" | "resolved" | "briefing" | "test" | "canary" | "status"
        to: string
      })[]
      isCut: boolean
      /** Why whom, and why not. */
      trail: components['schemas']['Trail'][]
      /** Definitions that hang on which check fails, and are left out. */
      leftOut: string[]
      /** Which way it goes: service, team, policy. */
      route: {
        team: string | null
        policy: string | null
        policyTitle: string | null
        /** What is amiss, in a sentence, where the policy is none of its own. */
        finding: string | null
        verdict: "reaches" | "unknown-people" | "only-last-resort" | "nobody"
        /** Whether somebody would hear of it. */
        says: string
      }
    }
    /** What goes wrong with whom to tell that did not before. */
    Removed: {
      warnings: components['schemas']['Warning'][]
    }
    /** What anybody but a check says of a service. */
    Report: {
      id: string
      /** `meta` for Plimsoll itself, else the name of a declared source. */
      source: string
      sourceTitle: string
      title: string
      says: string
      serviceId: string | null
      serviceTitle: string | null
      severity: "emergency" | "critical" | "high" | "medium" | "low"
      condition: "down" | "degraded" | "reported"
      /** Epoch milliseconds. */
      startedAtMs: number
      endedAtMs: number | null
      /** Epoch milliseconds. */
      heardAtMs: number
      /** Not heard of by then, it is ended; null lasts until its source ends it. */
      expiresAtMs: number | null
      labels: {
        [name: string]: string
      }
      /** Where it can be looked at. */
      link: string | null
    }
    /** How many dead letters are sent again. */
    Resent: {
      sent: number
    }
    /** One execution of a check, as it is stored. */
    Result: {
      /** When it started. */
      at: string
      /** It passed, passed too slowly, failed, or could not see. */
      outcome: "pass" | "slow" | "fail" | "blind"
      /** Milliseconds. */
      latencyMs: number
      /** A number that belongs to the answer: an HTTP status, days until a certificate ends. */
      code: number
      phases: components['schemas']['Phases']
    }
    /** A page of results, newest first. */
    ResultPage: {
      results: components['schemas']['Result'][]
      /** What to give as `to` for the next page; null at the end. */
      next: string | null
    }
    /** A check that is run as soon as the caps on its host allow. */
    Run: {
      id: string
      name: string
    }
    /** What came of it, in words. */
    Said: {
      says: string
    }
    /** A filter of a list under a name (VIEW-2). */
    SavedView: {
      id: string
      page: "queue" | "checks"
      name: string
      /** The filter as it stands in the address of the page. */
      query: string
      /** Whoever made it, by name. */
      owner: string
      isOwn: boolean
      /** The roles that see it too. */
      sharedWith: ("viewer" | "executive" | "responder" | "engineer" | "admin")[]
      /** What one sees first on that page. */
      isDefault: boolean
      version: number
    }
    /** One’s own views, and those that are shared with one’s role. */
    SavedViewList: {
      views: components['schemas']['SavedView'][]
    }
    /** A schedule as it is declared, with its secrets hidden. What `definition` holds may be sent back in an edit, with `version`. */
    Schedule: {
      id: string
      /** An edit is made of it, and refused when there is a newer one. */
      version: number
      /** What the file declares is read-only here. */
      source: "file" | "api"
      definition: components['schemas']['ScheduleInput']
      /** Of whom to tell: what would go wrong as it is declared now. Only in answers to a change, and only when there is something. */
      warnings?: components['schemas']['Warning'][]
    }
    ScheduleInput: {
      name: string
      title?: string
      timeZone?: string
      /** A later one stands over an earlier one. */
      layers: ({
        title?: string
        /** In the order of their turns. */
        people: string[]
        /** How long each is on call: day, week, or a duration like 12h. */
        turn?: "day" | "week" | string | number
        handover?: string
        /** The day on which the first person’s first turn begins. */
        starts: string
        /** The day on which it ends, at the hand-over time. */
        ends?: string
        /** Without, at all hours. */
        hours?: ({
          days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[]
          from: string
          to: string
        })[]
      })[]
      /** They stand over every layer. */
      overrides?: ({
        from: string
        to: string
        /** Null for nobody: the next step of the policy is asked. */
        person: string | null
      })[]
    }
    /** All of a kind, in the order of their names. */
    ScheduleList: {
      schedules: components['schemas']['Schedule'][]
    }
    /** A segment as it is declared, with its secrets hidden. What `definition` holds may be sent back in an edit, with `version`. */
    Segment: {
      id: string
      /** An edit is made of it, and refused when there is a newer one. */
      version: number
      /** What the file declares is read-only here. */
      source: "file" | "api"
      definition: components['schemas']['SegmentInput']
      /** Of whom to tell: what would go wrong as it is declared now. Only in answers to a change, and only when there is something. */
      warnings?: components['schemas']['Warning'][]
    }
    SegmentInput: {
      name: string
      title?: string
      customers: number
      /** The share of them who use the service, 0 to 1. */
      reach: {
        [name: string]: number
      }
    }
    /** All of a kind, in the order of their names. */
    SegmentList: {
      segments: components['schemas']['Segment'][]
    }
    /** A service as it is declared, with its secrets hidden. What `definition` holds may be sent back in an edit, with `version`. */
    Service: {
      id: string
      /** An edit is made of it, and refused when there is a newer one. */
      version: number
      /** What the file declares is read-only here. */
      source: "file" | "api"
      definition: components['schemas']['ServiceInput']
      /** Of whom to tell: what would go wrong as it is declared now. Only in answers to a change, and only when there is something. */
      warnings?: components['schemas']['Warning'][]
    }
    /** How available services were. Those of which nothing is known are absent. */
    ServiceAvailability: {
      /** By id. */
      services: {
        [name: string]: [[number, number, number] | null, [number, number, number] | null, [number, number, number] | null]
      }
    }
    /** A service, and what stands next to it. */
    ServiceDetail: {
      service: components['schemas']['ServiceState']
      checks: components['schemas']['CheckState'][]
      /** The services that depend on it. */
      neededBy: {
        id: string
        title: string
      }[]
    }
    ServiceInput: {
      name: string
      /** As the business calls it: "Admin sign-in". */
      title?: string
      /** 1 is what customers cannot do without. */
      tier?: 1 | 2 | 3
      /** The team that answers for it. */
      owner?: string
      dependsOn?: string[]
      runbook?: string
    }
    /** Every service. */
    ServiceList: {
      services: components['schemas']['ServiceState'][]
    }
    /** What the services are called, in the order of their titles. */
    ServiceNames: {
      services: {
        id: string
        name: string
        title: string
      }[]
    }
    /** A service, and where it stands now. Comes from memory. */
    ServiceState: {
      id: string
      name: string
      title: string
      tier: 1 | 2 | 3
      /** Its team. */
      owner: string | null
      runbook: string | null
      status: "up" | "degraded" | "down" | "unknown" | "maintenance" | "paused"
      /** Epoch milliseconds. */
      sinceMs: number
      checkIds: string[]
      /** How many of its checks are in each status. */
      counts: {
        [name: string]: number
      }
      dependsOn: {
        id: string
        title: string
      }[]
      /** The incident of the first open alert on it. */
      incidentId: string | null
      openReports: number
      /** What anybody but its checks says of it now, the worst first; at most 20 of `openReports`. */
      reports: components['schemas']['Report'][]
    }
    /** Who asks, and what they may. */
    Session: {
      actor: components['schemas']['Actor']
      rights: ("read" | "read-money" | "comment" | "subscribe" | "work-incidents" | "silence-alerts" | "pause-checks" | "run-checks" | "edit-checks" | "edit-services" | "plan-maintenance" | "run-procedures" | "edit-impact" | "read-health-details" | "open-wall" | "change-settings" | "manage-people" | "manage-keys" | "read-audit")[]
    }
    /** Everything that somebody may want to change, as it holds now. */
    Settings: {
      /** The file that declares, absolute; null when there is none. */
      file: string | null
      currencies: {
        base: string
        /** What one of each is worth in `base`. */
        rates: {
          [name: string]: number
        }
      }
      /** Amounts only for those who may see money. */
      settings: ({
        key: string
        title: string
        about: string
        /** Durations are milliseconds. */
        unit: "duration" | "count" | "ratio" | "bytes" | "per-second" | "weight" | "money-per-hour" | "percent"
        min: number
        max: number
        default: number | null
        value: number | null
        origin: "default" | "profile" | "file"
      })[]
    }
    /** What anybody but a check says: a tool outside, or a part of Plimsoll (ALR-1). */
    SignalAlert: {
      id: string
      severity: "emergency" | "critical" | "high" | "medium" | "low"
      /** When it began: the first failed result of the streak that opened it, or as its source says. */
      startedAt: string
      /** The result that confirmed it, or when its source was heard. */
      openedAt: string
      /** The first success of the streak that closed it, or as its source says. */
      endedAt: string | null
      incidentId: string
      /** The service on which this one depends and whose failure explains it: nobody is told separately (CHK-5). */
      causeServiceId: string | null
      says: string
      /** The incident it belongs to by itself, while that is part of another; absent otherwise. */
      originId?: string
      fingerprint: string
      checkId: null
      /** Null when it is of no service that is known here: then the policy of last resort is followed (ALR-15). */
      serviceId: string | null
      condition: "down" | "degraded" | "reported"
      blindFromAt: null
      signal: components['schemas']['SignalFacts']
    }
    /** What is kept of a report with its alert. Instants are epoch milliseconds. */
    SignalFacts: {
      source: string
      group: string
      title: string
      labels: {
        [name: string]: string
      }
      link: string | null
      /** By the source’s clock: an end before it is of an earlier time. */
      beganMs: number
      /** By the source’s clock; null while it holds, and where nobody said. */
      endedMs: number | null
      /** When it was last heard of. */
      heardMs: number
      /** Not heard of by then, it is ended, and that is said; null lasts until its source ends it. */
      expiresMs: number | null
    }
    /** Nobody is told of what it matches while it lasts (ALR-3). */
    Silence: {
      id: string
      matcher: {
        services?: string[]
        checks?: string[]
        teams?: string[]
        tags?: string[]
        severities?: ("emergency" | "critical" | "high" | "medium" | "low")[]
        conditions?: ("down" | "degraded" | "reported")[]
      }
      fromAt: string
      toAt: string
      reason: string
      by: string
      byId: string
      /** When somebody ended it before its time. */
      endedAt: string | null
      endedBy: string | null
    }
    /** The silences that hold or will, newest first. */
    SilenceList: {
      silences: components['schemas']['Silence'][]
    }
    /** Where a tool outside posts its alerts, and with which token. */
    SourceToken: {
      url: string
      token: string
    }
    /** A status page as it is declared, with its secrets hidden. What `definition` holds may be sent back in an edit, with `version`. */
    StatusPage: {
      id: string
      /** An edit is made of it, and refused when there is a newer one. */
      version: number
      /** What the file declares is read-only here. */
      source: "file" | "api"
      definition: components['schemas']['StatusPageInput']
      /** Of whom to tell: what would go wrong as it is declared now. Only in answers to a change, and only when there is something. */
      warnings?: components['schemas']['Warning'][]
    }
    StatusPageInput: {
      /** The page is at /status/<name>. */
      name: string
      /** Whose status it is: "Zebra Associates". */
      title: string
      /** One sentence below the title. */
      description?: string
      /** public: everybody. private: who is signed in; for everybody else there is no such page. */
      visibility?: "public" | "private"
      /** Requests for this host see the page and nothing else. Its DNS and TLS lead to Plimsoll. */
      domain?: string
      /** Its days and times are those of this zone. */
      timeZone?: string
      components: {
        /** What is measured. Nobody outside reads this name. */
        service: string
        /** The name that visitors read. */
        title: string
        description?: string
        /** Components of one group stand together. */
        group?: string
      }[]
      /** written: only what somebody writes on the page of an incident. automatic: also a general sentence when an incident of a component begins and ends. */
      incidents?: "written" | "automatic"
      /** times: when, and of which components. titles: with the title of the window as well. hidden: not at all. */
      maintenance?: "times" | "titles" | "hidden"
      /** The e-mail channel by which subscribers are told. Without, nobody can subscribe by mail. */
      mail?: string
      /** Whether webhooks may subscribe. */
      webhooks?: boolean
    }
    /** All of a kind, in the order of their names. */
    StatusPageList: {
      statusPages: components['schemas']['StatusPage'][]
    }
    /** A status page, as far as it has to do with an incident. */
    StatusPageOfIncident: {
      name: string
      title: string
      /** Where visitors read it. */
      address: string
      visibility: "public" | "private"
      /** What of it the incident affects; nothing, where it shows none of that. */
      components: string[]
      /** What it says of the incident now; null when nothing. */
      says: "investigating" | "identified" | "monitoring" | "resolved" | null
    }
    /** One thing that was said of an incident on one status page. */
    StatusUpdate: {
      id: string
      /** The name of the page. */
      page: string
      at: string
      state: "investigating" | "identified" | "monitoring" | "resolved"
      title: string
      text: string
      /** The titles under which visitors read what is affected. */
      components: string[]
      /** Null for what the page says by itself. Visitors are not told. */
      writtenBy: string | null
      withdrawnAt: string | null
    }
    /** What status pages say of an incident, the newest first, and which of them show it. */
    StatusUpdateList: {
      updates: components['schemas']['StatusUpdate'][]
      pages: components['schemas']['StatusPageOfIncident'][]
    }
    /** What proves one failure of a check. */
    StoredEvidence: {
      id: string
      at: string
      /** Why it was kept. */
      because: string
      says: string
      body: components['schemas']['KeptEvidence']
    }
    /** A stream as it is declared, with its secrets hidden. What `definition` holds may be sent back in an edit, with `version`. */
    Stream: {
      id: string
      /** An edit is made of it, and refused when there is a newer one. */
      version: number
      /** What the file declares is read-only here. */
      source: "file" | "api"
      definition: components['schemas']['StreamInput']
      /** Of whom to tell: what would go wrong as it is declared now. Only in answers to a change, and only when there is something. */
      warnings?: components['schemas']['Warning'][]
    }
    StreamInput: {
      name: string
      title?: string
      currency: string
      /** In whole units of the currency: pounds, not pence. */
      perHour: number
      profile?: {
        timeZone: string
        week?: {
          [name: string]: number[]
        }
      }
      /** How much of the stream needs the service, 0 to 1. */
      dependsOn: {
        [name: string]: number
      }
    }
    /** All of a kind, in the order of their names. */
    StreamList: {
      streams: components['schemas']['Stream'][]
    }
    /** An address that has confirmed that it wants to be told. */
    Subscriber: {
      id: string
      kind: "email" | "webhook"
      address: string
      confirmedAt: string
    }
    /** Who is told of a status page, the newest first. */
    SubscriberList: {
      subscribers: components['schemas']['Subscriber'][]
    }
    /** What was taken of alerts from outside. */
    Taken: {
      taken: number
      /** How many its sender says that it left out. */
      truncated: number
    }
    /** A team as it is declared, with its secrets hidden. What `definition` holds may be sent back in an edit, with `version`. */
    Team: {
      id: string
      /** An edit is made of it, and refused when there is a newer one. */
      version: number
      /** What the file declares is read-only here. */
      source: "file" | "api"
      definition: components['schemas']['TeamInput']
      /** Of whom to tell: what would go wrong as it is declared now. Only in answers to a change, and only when there is something. */
      warnings?: components['schemas']['Warning'][]
    }
    TeamInput: {
      /** As services name it as their owner. */
      name: string
      members?: string[]
      /** Who is told when a service of theirs fails. */
      policy?: string
    }
    /** All of a kind, in the order of their names. */
    TeamList: {
      teams: components['schemas']['Team'][]
    }
    /** What stands in an incident’s timeline (INC-3). */
    TimelineEntry: {
      id: string
      incidentId: string
      at: string
      kind: "first-failure" | "confirmed" | "check-joined" | "check-recovered" | "reported" | "report-ended" | "unheard" | "reason-changed" | "held-back" | "cause-found" | "opportunity-at-risk" | "acknowledged" | "assigned" | "escalated" | "severity-changed" | "mitigated" | "note" | "cause-declared" | "resolved" | "reopened" | "recovering" | "recovery-proven" | "configuration-changed" | "opened-by-hand" | "merged" | "split" | "published" | "told" | "not-told"
      /** A sentence; the actor’s name is not in it. */
      says: string
      /** What proves or explains it: "503 after 5.0 s". */
      detail: string | null
      /** A sentence about money, for those who may see it. */
      money: string | null
      actor: string | null
      checkId: string | null
    }
    /** One sentence of why somebody was or was not told (ALR-15). */
    Trail: {
      at: string
      says: string
    }
    /** What one execution said, before anything is saved. */
    Trial: {
      at: string
      outcome: "pass" | "slow" | "fail" | "blind"
      /** Milliseconds. */
      latencyMs: number
      /** At most one line. */
      says: string
      code?: number
      phases?: components['schemas']['Phases']
      evidence?: components['schemas']['Evidence']
    }
    /** What is said of something that is declared, and saved all the same. */
    Warning: {
      path: string
      message: string
      noun: "service" | "check" | "stream" | "opportunity" | "segment" | "contract" | "channel" | "team" | "contact" | "schedule" | "policy" | "definition" | "source" | "window" | "status page" | "file"
      name: string
    }
  }
  responses: {
    /** It is no UTF-8, no JSON object, or nested too deeply. */
    Malformed: {
      headers: { [name: string]: unknown }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** There is no key or session, or it has ended. */
    Unauthenticated: {
      headers: { [name: string]: unknown }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** The right is missing (`right` and `roles` name it), or the request came from another site. */
    Forbidden: {
      headers: { [name: string]: unknown }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** There is no such thing. */
    NotFound: {
      headers: { [name: string]: unknown }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** Somebody was faster, its state does not allow it, or the file declares it. */
    Conflict: {
      headers: { [name: string]: unknown }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** The body is larger than is taken: 256 KiB unless said. */
    TooLarge: {
      headers: { [name: string]: unknown }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** The body is of another type than is taken. */
    UnsupportedMediaType: {
      headers: { [name: string]: unknown }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** `issues` lists each path and what is wrong there. */
    Invalid: {
      headers: { [name: string]: unknown }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** Wait `retry-after` seconds. */
    TooMany: {
      headers: { [name: string]: unknown }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** A mistake of ours; `requestId` finds it in the log. */
    Bug: {
      headers: { [name: string]: unknown }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** Postgres or the engine is away; `retry-after` says when to try again. */
    Unavailable: {
      headers: { [name: string]: unknown }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
  }
}
